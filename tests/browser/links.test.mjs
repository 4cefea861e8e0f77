// Every internal address leads somewhere, nothing is loaded from elsewhere, and the two editions
// are linked page by page.

import assert from 'node:assert/strict';
import { before, test } from 'node:test';

import { addressesOfCss, machineAddresses, resolveAddress, siteOrigin } from './support/addresses.mjs';
import { overTabs } from './support/browser.mjs';
import { allFacts } from './support/facts.mjs';
import { Faults } from './support/faults.mjs';
import { isRedirect, samples } from './support/kinds.mjs';
import { openSite } from './support/open.mjs';
import { EDITIONS, FILES, PAGES, editionOf, pathInEdition, readText, twinOf } from './support/site.mjs';

const site = openSite();
let facts;
let origin;

before(async () => {
  facts = await allFacts();
  origin = siteOrigin(facts);
});

const resolve = (page, value) => resolveAddress(value, page.file, { base: page.base, origin });

const inEdition = (edition) =>
  [...facts.values()].filter(({ file }) => editionOf(file) === edition);

/** A fragment without a page of its own facts (a CSV, a feed) cannot be looked up. */
function fragmentExists(file, fragment) {
  if (fragment === '' || fragment === 'top' || !facts.has(file)) return true;
  const { ids, names } = facts.get(file);
  return ids.includes(fragment) || names.includes(fragment);
}

function checkAddress(faults, page, { tag, attribute, value }) {
  const target = resolve(page, value);
  if (target === null || target.external) return;
  const what = `<${tag} ${attribute}="${value}">`;
  if (target.file === null) faults.add(`${what} leads to no file`, page.file);
  else if (!fragmentExists(target.file, target.fragment)) {
    faults.add(`${what} leads to ${target.file}, which has no such id`, page.file);
  }
}

for (const edition of EDITIONS) {
  test(`${edition}: every internal address of every page leads to a file and an id`, () => {
    const faults = new Faults();
    for (const page of inEdition(edition)) {
      for (const address of page.addresses) checkAddress(faults, page, address);
    }
    faults.assertNone();
  });

  test(`${edition}: no page loads a resource from another host`, () => {
    const faults = new Faults();
    for (const page of inEdition(edition)) {
      const styles = page.styles.flatMap(addressesOfCss).map((value) => ({ value, loads: true }));
      for (const { value, loads } of [...page.addresses, ...styles]) {
        if (loads && resolve(page, value)?.external) faults.add(`loads ${value}`, page.file);
      }
    }
    faults.assertNone();
  });

  test(`${edition}: every page has its twin in the other edition`, () => {
    const faults = new Faults();
    for (const { file } of inEdition(edition)) {
      faults.unless(FILES.has(twinOf(file)), 'has no twin in the other edition', file);
    }
    faults.assertNone();
  });

  test(`${edition}: every page links to its twin`, () => {
    const faults = new Faults();
    for (const page of inEdition(edition).filter((page) => !isRedirect(page))) {
      faults.unless(linksTo(page, twinOf(page.file)), 'has no link to its twin', page.file);
    }
    faults.assertNone();
  });
}

function linksTo(page, file) {
  const links = page.addresses.filter(({ tag, attribute }) => tag === 'a' && attribute === 'href');
  return links.some(({ value }) => resolve(page, value)?.file === file);
}

test('every address in a style sheet leads to a file of this site', () => {
  const faults = new Faults();
  for (const file of [...FILES].filter((name) => name.endsWith('.css'))) {
    for (const value of addressesOfCss(readText(file))) {
      const target = resolveAddress(value, file, { origin });
      if (target?.external) faults.add(`loads ${value}`, file);
      else if (target?.file === null) faults.add(`url(${value}) leads to no file`, file);
    }
  }
  faults.assertNone();
});

test('every address in the site map and the feeds leads to a file', () => {
  const addresses = machineAddresses();
  assert.ok(addresses.length > 0, 'the output has no sitemap.xml and no feeds');
  const faults = new Faults();
  for (const { file, value } of addresses) {
    const target = resolveAddress(value, file, { origin });
    faults.unless(target === null || target.external || target.file, `${value} leads to no file`, file);
  }
  faults.assertNone();
});

test('the canonical address of every page is its own in the standard edition', () => {
  const faults = new Faults();
  for (const page of facts.values()) {
    if (isRedirect(page) || page.kind === '404') continue;
    const target = page.canonical && resolveAddress(page.canonical, page.file, { origin });
    faults.unless(/^https?:/.test(page.canonical ?? ''), `canonical is ${page.canonical}`, page.file);
    const own = pathInEdition(page.file);
    // The page of the text that holds stands for the document's own, which shows the same text.
    const stands = page.kind === 'text' ? own.replace(/\/[^/]*\.html$/, '.html') : own;
    faults.unless([own, stands].includes(target?.file),
      'canonical leads to another page', `${page.file} → ${target?.file}`);
  }
  faults.assertNone();
});

test('every page can be reached from the home page by links', () => {
  const reached = crawl('index.html');
  const faults = new Faults();
  for (const page of facts.values()) {
    // Nothing links to an old address or to the page for missing ones: that is what they are for.
    if (isRedirect(page) || page.kind === '404') continue;
    faults.unless(reached.has(page.file), 'no path of links leads here from the home page', page.file);
  }
  faults.assertNone();
});

function crawl(start) {
  const reached = new Set([start]);
  for (const file of reached) {
    const page = facts.get(file);
    const links = page.addresses.filter(({ tag }) => ['a', 'area'].includes(tag));
    const targets = links.map(({ value }) => resolve(page, value)?.file);
    targets.filter((target) => facts.has(target)).forEach((target) => reached.add(target));
  }
  return reached;
}

/** Scripts may load what no attribute shows, so pages of each type are also watched in Chromium. */
test('in Chromium, pages of each type fetch only from this site, and all they ask for is there', async () => {
  const faults = new Faults();
  await overTabs(site.browser, {}, samples(facts), async (tab, { file, kind }) => {
    const path = kind === '404' ? 'missing/folder/page.html' : file;
    await watch(tab, site.address, path, (message) => faults.add(message, file));
  });
  faults.assertNone();
});

async function watch(tab, address, path, report) {
  const listeners = {
    request: (request) => {
      const url = request.url();
      if (/^https?:/.test(url) && !url.startsWith(address)) report(`fetches ${url}`);
    },
    response: (response) => {
      const isPage = response.request().isNavigationRequest();
      if (response.status() >= 400 && !isPage) report(`gets ${response.status()} for ${response.url()}`);
    },
    pageerror: (error) => report(`script error: ${error.message}`),
    console: (message) => {
      // Chromium's own line about a 404 repeats what `response` has reported.
      if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) {
        report(`console: ${message.text()}`);
      }
    },
  };
  for (const [event, listener] of Object.entries(listeners)) tab.on(event, listener);
  await tab.goto(address + path, { waitUntil: 'networkidle' });
  for (const [event, listener] of Object.entries(listeners)) tab.off(event, listener);
}

test('the output has pages in both editions', () => {
  const editions = new Set(PAGES.map(editionOf));
  assert.deepEqual([...editions].sort(), ['senior', 'standard']);
});
