// Finding something without the searcher: the search box of every page, the search page that it
// leads to, and the lists of everything, by links alone.

import assert from 'node:assert/strict';
import { before, test } from 'node:test';

import { resolveAddress } from './support/addresses.mjs';
import { allFacts } from './support/facts.mjs';
import { Faults } from './support/faults.mjs';
import { isRedirect } from './support/kinds.mjs';
import { openSite } from './support/open.mjs';
import { DOCUMENTS, EDITIONS, FILES, editionOf, readText as readFile } from './support/site.mjs';
import { follow, readText } from './support/textbrowser.mjs';

const PREFIX = { standard: '', senior: 'senior/' };
const WAYS = ['topic', 'organ', 'year', 'number', 'a-z'];
const WITHOUT_SCRIPTS = { javaScriptEnabled: false };

/** The least height of what is pressed (domain rules for the 长辈版: 60 px). */
const TARGET = { standard: 44, senior: 60 };

const site = openSite();
const { onPage } = site;
let facts;

before(async () => {
  facts = await allFacts();
});

const lead = (page, value) => resolveAddress(value, page.file)?.file;

test('every page has one search box, and it leads to the search page of its edition', () => {
  const faults = new Faults();
  for (const page of [...facts.values()].filter((page) => !isRedirect(page))) {
    // 404.html answers in any folder, so its addresses are whole paths.
    const forms = page.addresses.filter(({ tag, attribute }) => tag === 'form' && attribute === 'action');
    const search = forms.filter(({ value }) => lead(page, value) === `${PREFIX[editionOf(page.file)]}search/index.html`);
    faults.unless(search.length === 1, `${search.length} forms lead to the search page`, page.file);
  }
  faults.assertNone();
});

for (const edition of EDITIONS) {
  const root = PREFIX[edition];

  test(`${edition}: the search box works without scripts, and the page says what to do instead`, async () => {
    for (const start of ['', 'policies/', 'search/', '404.html']) {
      await onPage(root + start, async (tab) => {
        await tab.getByRole('searchbox', { name: '搜索本网站公开的文件和信息' }).fill('高龄 津贴&〔2024〕');
        await Promise.all([tab.waitForNavigation(), tab.keyboard.press('Enter')]);
        const url = new URL(tab.url());
        assert.equal(url.pathname, `/${root}search/`);
        assert.deepEqual([...url.searchParams], [['q', '高龄 津贴&〔2024〕']]);
        assert.match(await tab.textContent('#search-results .notice'), /没有搜索结果.*目录.*电话/);
        assert.ok(await tab.locator('main a[href^="tel:"]').first().isVisible());
      }, WITHOUT_SCRIPTS);
    }
  });

  test(`${edition}: the search page leads to every way to find something, and they to each other`, async () => {
    await onPage(`${root}search/`, async (tab) => {
      for (const way of WAYS) {
        await tab.goto(`${site.address}${root}search/`);
        await tab.click(`.search-ways a[href$="browse/${way}/"]`);
        assert.equal(await tab.locator('.library-tabs [aria-current]').count(), 1);
        for (const other of WAYS.filter((one) => one !== way)) {
          assert.equal(await tab.locator(`.library-tabs a[href$="browse/${other}/"]`).count(), 1);
        }
      }
    }, WITHOUT_SCRIPTS);
  });

  test(`${edition}: with scripts the page says the same while nothing answers, and the places for an answer are heard`, async () => {
    await onPage(`${root}search/`, async (tab) => {
      assert.match(await tab.textContent('#search-results .notice'), /没有搜索结果.*目录.*电话/);
      const status = tab.getByRole('status');
      assert.equal(await status.count(), 1);
      await tab.evaluate(() => { document.getElementById('search-status').textContent = '找到 3 件'; });
      assert.ok(await status.isVisible());
      assert.equal(await tab.locator('#search-q').getAttribute('maxlength'), '100');
    });
  });

  test(`${edition}: the examples of the home page are searches`, async () => {
    await onPage(root, async (tab) => {
      const links = await tab.$$eval('.search-examples a', (all) => all.map(({ href, textContent }) => [href, textContent]));
      assert.equal(links.length, 3);
      for (const [href, text] of links) {
        assert.equal(href.split('?')[0], `${site.address}${root}search/`);
        assert.equal(new URL(href).searchParams.get('q'), text);
      }
    }, WITHOUT_SCRIPTS);
  });

  test(`${edition}: every document can be reached through every way that has a place for it`, () => {
    for (const way of WAYS) {
      const found = documentsBelow(`${root}browse/${way}/`);
      const missing = [...DOCUMENTS].filter(([, document]) => hasPlace(way, document))
        .map(([file]) => root + file).filter((file) => !found.has(file));
      assert.deepEqual(missing, [], way);
      assert.ok(found.size > 0, way);
    }
  });

  test(`${edition}: what is pressed to search and to browse is large enough at 320 px`, async () => {
    for (const path of ['policies/', 'search/', '', 'browse/', 'browse/a-z/g/', 'browse/topic/t17/', 'browse/year/2026/']) {
      await onPage(root + path, async (tab) => {
        const small = await tab.$$eval(
          '.search :is(input, button), .search-examples a, .browse :is(.letters, .topics, .library-tabs, .facets, .pager) a, .browse summary, .search-ways h3 a, .search-organs summary',
          (all, least) => all.filter((one) => one.checkVisibility({ contentVisibilityAuto: true }))
            .map((one) => [(one.closest('.door') ?? one).getBoundingClientRect(), one.outerHTML.slice(0, 90)])
            .filter(([{ width, height }]) => height > 0 && Math.min(width, height) < least).map(([, html]) => html),
          TARGET[edition]);
        assert.deepEqual(small, [], path);
      }, { viewport: { width: 320, height: 640 } });
    }
  });
}

/** The documents that links lead to from a page, by pages below its folder alone. */
function documentsBelow(folder) {
  const pages = new Set([`${folder}index.html`]);
  const found = new Set();
  for (const file of pages) {
    const page = facts.get(file);
    assert.ok(page, `${file} is not there`);
    const links = page.addresses.filter(({ tag }) => tag === 'a').map(({ value }) => lead(page, value));
    for (const target of links.filter(Boolean)) {
      if (target.startsWith(folder)) pages.add(target);
      else found.add(target);
    }
  }
  // The head and the foot of a page lead to documents as well.
  const everywhere = new Set(facts.get(`${folder}index.html`).addresses.map(({ value }) => lead(facts.get(`${folder}index.html`), value)));
  return new Set([...found].filter((file) => !everywhere.has(file)));
}

const hasPlace = (way, document) => ({
  topic: document.topic, organ: document.issuer, year: document.published, number: document.document_number, 'a-z': true,
})[way];

test('the alphabet stands above every list of a letter, and says which one it is', async () => {
  const letters = [...FILES].filter((file) => /^browse\/a-z\/[^/]+\/index\.html$/.test(file));
  assert.ok(letters.length > 10);
  for (const file of letters) {
    await onPage(file, async (tab) => {
      const alphabet = tab.getByRole('navigation', { name: '拼音首字母' });
      assert.equal(await alphabet.getByRole('link').count(), letters.length);
      const current = await alphabet.locator('[aria-current]').getAttribute('href');
      assert.equal(new URL(current, tab.url()).href, tab.url().replace(/index\.html$/, ''));
    }, WITHOUT_SCRIPTS);
  }
});

test('every page of a list stays small', () => {
  const sizes = [...FILES].filter((file) => /^browse\/.*\.html$/.test(file)).map((file) => [readFile(file).length, file]);
  assert.deepEqual(sizes.filter(([size]) => size > 60_000), []);
});

test('paper has no search box', async () => {
  await onPage('policies/', async (tab) => {
    await tab.emulateMedia({ media: 'print' });
    assert.equal(await tab.locator('form.search:visible').count(), 0);
  });
});

const TITLE = '望川市人民政府关于印发《望川市高龄津贴发放管理办法》的通知';

for (const [edition, ways] of [
  ['standard', [['按拼音', 'G'], ['按主题', '民政、扶贫、救灾'], ['按文号', '望政发'], ['按年份', '2024年'], ['按单位', /^望川市人民政府 \d+$/]]],
  ['senior', [['按拼音', 'G'], ['按文号', '望政发']]],
]) {
  for (const [way, part] of ways) {
    test(`${edition}: in a text browser, from the home page to a document ${way}`, async () => {
      const home = await readText(site.address + PREFIX[edition]);
      const overview = await follow(home, '按主题、单位、年份、文号、拼音查找');
      const shelf = await follow(overview, way);
      const list = await follow(shelf, part);
      const document = await follow(list, TITLE);
      assert.match(document.text, /望政发〔2024〕3号/);
      assert.match(document.text, /第一条/);
    });
  }
}
