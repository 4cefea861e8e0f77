// No axe violation: pages of every type in light, and a few that show every page type in the dark,
// in high contrast and on a narrow screen. PORTAL_ALL_PAGES=1 asks for every page in light.

import assert from 'node:assert/strict';
import { before, test } from 'node:test';

import { ALSO, report, runAxe } from './support/axe.mjs';
import { overTabs } from './support/browser.mjs';
import { allFacts } from './support/facts.mjs';
import { Faults } from './support/faults.mjs';
import { chosen, isRedirect, samples } from './support/kinds.mjs';
import { openSite } from './support/open.mjs';
import { EDITIONS, editionOf, readText } from './support/site.mjs';

const LOOKS = {
  'in light': { colorScheme: 'light', viewport: { width: 1280, height: 900 } },
  'in the dark': { colorScheme: 'dark', viewport: { width: 1280, height: 900 } },
  'in high contrast': {
    colorScheme: 'light', contrast: 'more', viewport: { width: 1280, height: 900 },
  },
  'in high contrast in the dark': {
    colorScheme: 'dark', contrast: 'more', viewport: { width: 1280, height: 900 },
  },
  'at 320 px': { colorScheme: 'light', viewport: { width: 320, height: 640 } },
};

const site = openSite();
let facts;

before(async () => {
  facts = await allFacts();
});

/** A page that leads on would be gone before axe could read it: it is shown without its refresh. */
async function open(tab, page) {
  const url = site.addressOf(page.file);
  if (isRedirect(page)) {
    const still = readText(page.file).replace(/<meta[^>]*http-equiv=["']?refresh[^>]*>/i, '');
    await tab.route(url, (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body: still }));
  }
  await tab.goto(url);
}

async function auditOf(tab, page) {
  await open(tab, page);
  return runAxe(tab);
}

async function assertNoViolations(pages, look) {
  const faults = new Faults();
  await overTabs(site.browser, LOOKS[look], pages, async (tab, page) => {
    report(faults, page.file, await auditOf(tab, page));
  });
  faults.assertNone();
}

for (const edition of EDITIONS) {
  const inEdition = ({ file }) => editionOf(file) === edition;

  test(`${edition}: no axe violation in light`, async () => {
    const pages = chosen(facts).filter(inEdition);
    const types = (all) => [...new Set(all.map(({ kind }) => kind))].sort();
    assert.deepEqual(types(pages), types([...facts.values()].filter(inEdition)), 'a page type is left out');
    await assertNoViolations(pages, 'in light');
  });

  for (const look of Object.keys(LOOKS).slice(1)) {
    test(`${edition}: no axe violation on pages of each type ${look}`, async () => {
      await assertNoViolations(samples(facts).filter(inEdition), look);
    });
  }
}

test('axe runs the rules that this project counts on', async () => {
  const home = [facts.get('index.html')];
  await overTabs(site.browser, LOOKS['in light'], home, async (tab, page) => {
    const { passes, violations, incomplete, inapplicable } = await auditOf(tab, page);
    const ran = new Set([...passes, ...violations, ...incomplete, ...inapplicable].map(({ id }) => id));
    assert.deepEqual(ALSO.filter((id) => !ran.has(id)), []);
  });
});
