// The library: its lists without scripts, and the filter that a script adds, which must find what
// the prebuilt pages hold.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';

import { openSite } from './support/open.mjs';
import { EDITIONS, FILES, readText } from './support/site.mjs';

const PREFIX = { standard: '', senior: 'senior/' };
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const site = openSite();
const { onPage } = site;

/** Runs inside Chromium: the list as a reader gets it, line by line. */
const lines = (tab) => tab.$$eval('.results .lines > li', (items) => items.map((item) => ({
  text: item.textContent.replace(/\s+/g, ' ').trim(),
  href: item.querySelector('a').href,
  classes: [...item.querySelectorAll('[class]')].map((one) => one.className),
})));

const count = async (tab) => (await tab.textContent('.results-count')).trim();

const openFilter = async (tab) => {
  await tab.click('.filter-open');
  await tab.waitForSelector('#filter:not([hidden])');
};

/** The lines of a prebuilt list with all of its pages. */
async function prebuilt(path) {
  const all = [];
  for (let page = path; page !== null;) {
    await onPage(page, async (tab) => {
      all.push(...await lines(tab));
      const next = await tab.$eval('.pager [rel=next]', (link) => link.href).catch(() => null);
      page = next && next.slice(site.address.length);
    }, { javaScriptEnabled: false });
  }
  return all;
}

const LISTS = [
  /^library\/topic\/t\d\d\/index\.html$/,
  /^library\/topic\/t\d\d\/c\d\d\/index\.html$/,
  /^library\/topic\/t\d\d\/status\/\w+\/index\.html$/,
  ...['tag', 'audience', 'organ', 'year', 'genre', 'nature', 'status', 'sort'].map((name) =>
    new RegExp(`^library/${name}/[^/]+/index\\.html$`)),
  /^library\/ended\/index\.html$/,
];

/** The first and the last prebuilt page of every kind of list. */
const samples = () => LISTS.flatMap((pattern) => {
  const pages = [...FILES].filter((file) => pattern.test(file)).map((file) => file.replace(/index\.html$/, ''));
  return [...new Set([pages[0], pages.at(-1)])].filter(Boolean);
});

test('the lists of the library lead to each other without scripts', async () => {
  await onPage('', async (tab) => {
    await tab.click('main a[href$="library/"]');
    for (const path of ['status/not_yet/', 'expiring/', 'ended/', 'rules/', 'cleanup/', '']) {
      await tab.click(`.library-tabs a[href$="library/${path}"]`);
      assert.equal(tab.url(), `${site.address}library/${path}`);
      assert.equal(await tab.locator('.library-tabs [aria-current]').count(), 1);
      assert.ok(await tab.locator('main :is(.lines, .rules, table, .library-empty)').count() > 0, path);
    }
  }, { javaScriptEnabled: false });
});

test('without scripts there is no filter, and every facet is a link', async () => {
  await onPage('library/', async (tab) => {
    assert.equal(await tab.locator('.filter button:visible, .filter form:visible').count(), 0);
    const links = await tab.$$eval('.library-facets a', (all) => all.map((link) => link.href));
    assert.ok(links.length > 10);
    assert.deepEqual(links.filter((link) => !FILES.has(
      `${decodeURIComponent(link.slice(site.address.length))}index.html`)), []);
  }, { javaScriptEnabled: false });
});

test('from home to a document by audience, and to what changed last year, in three clicks', async () => {
  await onPage('', async (tab) => {
    await tab.click('main a[href*="library/audience/"]');
    await tab.click('.results .lines a');
    assert.ok(await tab.locator('.document').count());
    await tab.goto(site.address);
    await tab.click('main a[href*="library/cleanup/"] >> nth=1');
    assert.ok(await tab.locator('.cleanup-table tbody tr').count());
  }, { javaScriptEnabled: false });
});

for (const edition of EDITIONS) {
  const root = PREFIX[edition];

  test(`${edition}: the filter finds what the prebuilt pages of each facet hold`, async () => {
    for (const page of samples()) {
      const expected = await prebuilt(root + page);
      await onPage(root + page, async (tab) => {
        await openFilter(tab);
        // Submitting draws the preset of the page with the script.
        await tab.click('#filter .action');
        assert.deepEqual(await lines(tab), expected, page);
        assert.equal(await count(tab), `共 ${expected.length} 件`, page);
      });
    }
  });
}

test('conditions combine, stand in the address, and can be sent on', async () => {
  let address;
  let combined;
  await onPage('library/', async (tab) => {
    await openFilter(tab);
    await tab.selectOption('#filter-topic', 't17');
    const topic = await lines(tab);
    await tab.selectOption('#filter-organ', 'civil-affairs');
    await tab.selectOption('#filter-sort', 'title');
    combined = await lines(tab);
    assert.ok(combined.length > 0 && combined.length < topic.length);
    assert.deepEqual(combined.filter(({ href }) => !topic.some((one) => one.href === href)), []);
    address = tab.url();
    assert.match(address, /\?topic=t17&organ=civil-affairs&sort=title$/);
  });
  await onPage(address.slice(site.address.length), async (tab) => {
    await tab.waitForSelector('#filter:not([hidden])');
    assert.deepEqual(await lines(tab), combined);
    assert.equal(await tab.inputValue('#filter-organ'), 'civil-affairs');
  });
});

test('the back button goes one condition back, at last to the list of the page', async () => {
  await onPage('library/', async (tab) => {
    const own = await lines(tab);
    await openFilter(tab);
    await tab.selectOption('#filter-topic', 't17');
    const topic = await lines(tab);
    await tab.fill('#filter-q', '津贴');
    await tab.goBack();
    await tab.waitForFunction(() => document.querySelector('#filter-q').value === '');
    assert.deepEqual(await lines(tab), topic);
    await tab.goBack();
    await tab.waitForFunction(() => document.querySelector('#filter-topic').value === '');
    assert.deepEqual(await lines(tab), own);
    await tab.goForward();
    await tab.waitForFunction(() => document.querySelector('#filter-topic').value === 't17');
    assert.deepEqual(await lines(tab), topic);
  });
});

test('the count is told politely', async () => {
  await onPage('library/', async (tab) => {
    assert.equal(await tab.getAttribute('.results-count', 'role'), 'status');
    const region = await tab.$('.results-count');
    await openFilter(tab);
    await tab.selectOption('#filter-topic', 't17');
    // The same element: a region that is put anew is not read.
    assert.match(await region.textContent(), /^共 \d+ 件$/);
    assert.ok(await region.isVisible());
  });
});

test('the keyboard alone opens the filter, finds, and reads on', async () => {
  await onPage('library/', async (tab) => {
    await tab.focus('.filter-open');
    await tab.keyboard.press('Enter');
    await tab.waitForSelector('#filter:not([hidden])');
    const focused = () => tab.evaluate(() => document.activeElement.id);
    assert.equal(await focused(), 'filter-q');
    await tab.keyboard.type('高龄津贴');
    assert.equal(await focused(), 'filter-q');
    assert.ok((await lines(tab)).length > 0);
    await tab.keyboard.press('Enter');
    assert.ok(await tab.evaluate(() => document.activeElement.matches('.results .lines a')));
  });
});

test('an empty result says what to do, and does it', async () => {
  await onPage('library/', async (tab) => {
    await openFilter(tab);
    await tab.selectOption('#filter-topic', 't17');
    await tab.fill('#filter-q', '没有这样的文件');
    assert.equal(await count(tab), '共 0 件');
    assert.ok(await tab.locator('.results a[href^="tel:"]').count());
    const loosen = tab.locator('.filter-loosen button');
    assert.equal(await loosen.count(), 1);
    assert.match(await loosen.textContent(), /^去掉“标题或者文号含有：没有这样的文件”（\d+ 件）$/);
    await loosen.click();
    assert.equal(await tab.evaluate(() => document.activeElement.id), 'filter-q');
    assert.ok((await lines(tab)).length > 0);
  });
});

test('a rule that ended since the site was made is not found among those in force', async () => {
  const { documents, statuses } = JSON.parse(readText('data/library.json'));
  const ending = documents.find(([, , , , , , state, turns]) =>
    statuses[state][0] === 'in_force' && turns[0] && statuses[turns[0][1]][0] === 'void');
  assert.ok(ending, 'the demo has no document that ends of itself');
  const [, title, , , , , , [[day]]] = ending;
  await onPage('library/', async (tab) => {
    await openFilter(tab);
    await tab.fill('#filter-q', title);
    assert.equal((await lines(tab)).length, 0);
    await tab.selectOption('#filter-status', 'void');
    assert.deepEqual((await lines(tab)).map(({ classes }) => classes.includes('validity validity-void')), [true]);
  }, { today: `${day}T00:30:00+08:00` });
});

for (const edition of EDITIONS) {
  test(`${edition}: no axe violation with the filter open, with results and without, in the dark and at 320 px`, async () => {
    for (const options of [{}, { colorScheme: 'dark', viewport: { width: 320, height: 640 } }]) {
      await onPage(`${PREFIX[edition]}library/`, async (tab) => {
        await openFilter(tab);
        for (const text of ['津贴', '没有这样的文件']) {
          await tab.fill('#filter-q', text);
          await tab.evaluate(AXE);
          const { violations } = await tab.evaluate(() => window.axe.run(document, {
            runOnly: ['wcag2a', 'wcag2aa', 'wcag2aaa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
            rules: { 'color-contrast-enhanced': { enabled: true }, 'target-size': { enabled: true } },
          }));
          assert.deepEqual(violations.map(({ id, nodes }) => `${id} ${nodes[0].html}`), []);
        }
        const wide = await tab.evaluate(() => document.scrollingElement.scrollWidth - document.documentElement.clientWidth);
        assert.ok(wide <= 0, 'scrolls sideways');
        const least = edition === 'senior' ? 60 : 48;
        const small = await tab.$$eval('.filter :is(input, select, button), .results button, .library-tabs a, .library-facets summary', (all, limit) =>
          all.filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < limit).map((one) => one.outerHTML.slice(0, 80)), least);
        assert.deepEqual(small, []);
      }, options);
    }
  });
}

test('10,000 documents are filtered within 50 ms, and fifty are shown', async () => {
  const data = JSON.parse(readText('data/library.json'));
  const documents = Array.from({ length: 10_000 }, (_, at) => data.documents[at % data.documents.length]);
  const order = documents.map((_, at) => at);
  const body = JSON.stringify({ ...data, documents, orders: { number: order, title: order } });
  const context = await site.browser.newContext();
  const tab = await context.newPage();
  await tab.route('**/data/library.json', (route) => route.fulfill({ contentType: 'application/json', body }));
  await tab.goto(`${site.address}library/`);
  await openFilter(tab);
  const times = await tab.evaluate(() => ['市', '办法', '津贴', ''].map((text) => {
    const field = document.querySelector('#filter-q');
    field.value = text;
    const start = performance.now();
    field.dispatchEvent(new Event('input', { bubbles: true }));
    return performance.now() - start;
  }));
  assert.equal((await lines(tab)).length, 50);
  assert.match(await count(tab), /^共 \d+ 件，已显示 50 件$/);
  await tab.click('.results .actions button');
  assert.equal((await lines(tab)).length, 100);
  assert.ok(await tab.evaluate(() => document.activeElement === document.querySelectorAll('.results .lines a')[50]));
  await context.close();
  console.log(`filter over 10,000: ${times.map((time) => time.toFixed(1)).join(', ')} ms`);
  assert.ok(Math.min(...times) < 50 && times.toSorted((a, b) => a - b)[2] < 50, times.join());
});
