// On paper a document looks like an official document (GB/T 9704-2012), says where it comes from,
// whether it is in force and when it was printed, and leaves out what only a screen can use.

import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { test } from 'node:test';

import { encodePath } from './support/addresses.mjs';
import { overTabs } from './support/browser.mjs';
import { Faults } from './support/faults.mjs';
import { enoughOfEach } from './support/kinds.mjs';
import { openSite } from './support/open.mjs';
import { MM, decodeQr, inkOf, lastPage, readPdf, squeezed, wordsOf } from './support/paper.mjs';
import { DOCUMENTS, EDITIONS, PAGES, editionOf, pathInEdition, readText, twinOf } from './support/site.mjs';

// The reader's clock, not the day of the build.
const TODAY = new Date(2027, 2, 5, 9, 30);
const TODAY_IN_WORDS = '2027年3月5日';
const BLANK_DATE = '______年____月____日';

// What only a screen can use: skip link, editions, navigation, contents, footer.
const SCREEN_WORDS = ['跳到正文', '长辈版', '首页', '本文目录', '站点地图', '我为政府网站找错'];

const A4 = { width: 210 * MM, height: 297 * MM };
const BLOCK = { left: 28 * MM, right: 184 * MM, top: 37 * MM, bottom: 262 * MM };
const LINES = 22;
const CHARACTERS = 28;
const CHARACTER = (156 * MM) / CHARACTERS;

// Dots an inch.
const FAX = 150;

// A page may weigh this much compressed, its QR code included.
const WEIGHT = 20_000;

const site = openSite();

const isDocument = (file) => DOCUMENTS.has(pathInEdition(file));
const documents = (edition) => PAGES.filter((file) => isDocument(file) && editionOf(file) === edition);

/** The first document whose page matches all the patterns. */
function documentWith(...patterns) {
  const found = documents('standard').find((file) => patterns.every((pattern) => pattern.test(readText(file))));
  assert.ok(found, `no document matches ${patterns.join(', ')}`);
  return found;
}

const annexed = () => documentWith(/class="prose annexed"/, /<table/, /class="?signature\b/, /class="?row-number\b/);
const repealed = () => documentWith(/\bstate-repealed\b/);

/** One document of each kind, and one that is repealed. */
function samples() {
  const kinds = new Map(documents('standard').map((file) => [DOCUMENTS.get(file).kind, file]));
  return [...new Set([annexed(), repealed(), ...kinds.values()])];
}

const withTab = (options, file, work) => site.onPage(encodePath(file), work, { today: TODAY, ...options });

const toPdf = (tab) => tab.pdf({ preferCSSPageSize: true });
const printed = (file, { options = {}, change = () => {}, argument = null } = {}) =>
  withTab(options, file, async (tab) => {
    await tab.evaluate(change, argument);
    return toPdf(tab);
  });
const print = async (file, changes) => readPdf(await printed(file, changes));

/** Runs inside Chromium: what the screen says of the document. */
function toldOnScreen() {
  const text = (selector) => document.querySelector(selector)?.textContent.trim() ?? '';
  return {
    told: [text('.row-number dd'), text('.validity-box .validity'), text('.validity-box p'), text('h1')],
    canonical: document.querySelector('link[rel="canonical"]').href,
    all: document.body.textContent,
    own: document.querySelector('.text').textContent,
  };
}

test('every document prints its number, its validity, its address and the date, and no navigation', async () => {
  const faults = new Faults();
  const met = new Set();
  for (const file of samples().flatMap((file) => [file, twinOf(file)])) {
    await withTab({}, file, async (tab) => {
      const { told, canonical, all, own } = await tab.evaluate(toldOnScreen);
      const paper = wordsOf(readPdf(await toPdf(tab)));
      for (const text of [...told, `网址:${decodeURI(canonical)}`, `打印日期:${TODAY_IN_WORDS}`]) {
        faults.unless(paper.includes(squeezed(text)), `“${text}” is not on paper`, file);
      }
      for (const word of SCREEN_WORDS) {
        // A report may speak of the 长辈版.
        faults.unless(own.includes(word) || !paper.includes(word), `“${word}” is on paper`, file);
        if (all.includes(word)) met.add(word);
      }
    });
  }
  faults.assertNone();
  // Words that no page has on the screen would prove nothing.
  assert.deepEqual(SCREEN_WORDS.filter((word) => !met.has(word)), []);
});

test('without scripts the date is a line to fill in by hand', async () => {
  const file = annexed();
  const without = wordsOf(await print(file, { options: { javaScriptEnabled: false } }));
  assert.ok(without.includes(`打印日期:${BLANK_DATE}`), 'no line to fill in');
  const withScripts = wordsOf(await print(file));
  assert.ok(!withScripts.includes('____'), 'the line stays where a script has written the date');
});

test('what only paper needs is not there for anybody at a screen', async () => {
  for (const file of [annexed(), twinOf(annexed())]) {
    await withTab({}, file, async (tab) => {
      assert.equal(await tab.locator('.print-only').first().isVisible(), false);
      assert.equal(await tab.getByRole('img', { name: '二维码' }).count(), 0);
      await tab.emulateMedia({ media: 'print' });
      assert.equal(await tab.getByRole('img', { name: '二维码' }).count(), 1);
    });
  }
});

test('the QR code of documents of each kind leads to their canonical address', async () => {
  const faults = new Faults();
  const files = enoughOfEach(documents('standard'), (file) => DOCUMENTS.get(file).kind);
  await overTabs(site.browser, { deviceScaleFactor: 2 }, files, async (tab, file) => {
    await tab.goto(site.addressOf(file));
    await tab.emulateMedia({ media: 'print' });
    const { canonical } = await tab.evaluate(toldOnScreen);
    const texts = decodeQr(await tab.locator('.print-end svg').screenshot());
    faults.unless(texts.length === 1 && texts[0] === canonical, `leads to ${texts}, not to ${canonical}`, file);
  });
  faults.assertNone();
});

test('the QR code on an A4 page, seen as coarsely as a fax, can be read', async () => {
  const file = annexed();
  for (const edition of [file, twinOf(file)]) {
    const { canonical } = await withTab({}, edition, (tab) => tab.evaluate(toldOnScreen));
    assert.deepEqual(decodeQr(lastPage(await printed(edition), FAX)), [canonical]);
  }
});

test('every document has a QR code of its own, the same in both editions', () => {
  const codeOf = (file) => readText(file).match(/<path\b[^>]*\bd="(M[^"]+)"/)?.[1];
  const faults = new Faults();
  for (const file of documents('standard')) {
    faults.unless(codeOf(file), 'has no QR code', file);
    faults.unless(codeOf(file) === codeOf(twinOf(file)), 'has another QR code in the senior edition', file);
  }
  faults.assertNone();
  const codes = new Set(documents('standard').map(codeOf));
  assert.equal(codes.size, documents('standard').length, 'two documents have the same code');
});

test('a document is A4 and a register is A4 on its side', async () => {
  const isNear = (page, { width, height }) => Math.abs(page.width - width) < 1 && Math.abs(page.height - height) < 1;
  const register = PAGES.find((file) => file.startsWith('registers/') && /class="?register\b/.test(readText(file)));
  for (const page of await print(annexed())) assert.ok(isNear(page, A4), `${page.width} × ${page.height}`);
  for (const page of await print(register)) {
    assert.ok(isNear(page, { width: A4.height, height: A4.width }), `${page.width} × ${page.height}`);
  }
});

/** Runs inside Chromium: nothing but a text long enough for three pages. */
function fillWithText(fontSize) {
  const article = document.querySelector('.document');
  const words = document.createElement('p');
  words.textContent = '国'.repeat(28 * 22 * 3);
  words.style.textIndent = 0;
  if (fontSize) words.style.fontSize = fontSize;
  article.querySelector('.prose').replaceChildren(words);
  for (const part of article.querySelectorAll(':scope > :not(.text), .signature, .annexed, p.note')) part.remove();
}

const isPageNumber = ({ text }) => /^— \d+ —$/.test(text);
const bodyOf = ({ lines }) => lines.filter((line) => !isPageNumber(line));

/** How many lines each page has, how many characters stand in a line, and the way from line to line. */
const measure = (pages) => pages.map((page) => {
  const lines = bodyOf(page);
  return {
    lines: lines.length,
    characters: [...new Set(lines.map(({ text }) => text.length))],
    pitch: (lines.at(-1).top - lines[0].top) / (lines.length - 1),
  };
});

// The ink of a character begins inside its square, and the square inside its line.
const INSET = { across: 1.2 * MM, down: 4 * MM };

/** Where the ink of a page does not fill the text block; the binding edge changes its side. */
function outside({ left, right, top, bottom }, at) {
  const shift = at % 2 === 0 ? 0 : -2 * MM;
  const gaps = {
    left: left - BLOCK.left - shift, right: BLOCK.right + shift - right, top: top - BLOCK.top, bottom: BLOCK.bottom - bottom,
  };
  const most = { left: INSET.across, right: INSET.across, top: INSET.down, bottom: INSET.down };
  return Object.keys(gaps).filter((side) => gaps[side] < -0.3 * MM || gaps[side] > most[side])
    .map((side) => `page ${at + 1}: ${side} by ${(gaps[side] / MM).toFixed(1)} mm`);
}

for (const edition of EDITIONS) {
  test(`${edition}: a page has 22 lines of 28 characters in a block of 156 × 225 mm`, async () => {
    const file = edition === 'standard' ? annexed() : twinOf(annexed());
    const pdf = await printed(file, { change: fillWithText });
    const pages = measure(readPdf(pdf));
    assert.deepEqual(pages.map(({ lines, characters }) => [lines, ...characters]), Array(3).fill([LINES, CHARACTERS]));
    for (const { pitch } of pages) assert.ok(Math.abs(pitch - (225 * MM) / LINES) < 0.1, `lines of ${pitch} pt`);
    assert.deepEqual(inkOf(pdf, BLOCK.bottom).flatMap(outside), []);
  });
}

test('larger characters would be found out', async () => {
  const pages = measure(await print(annexed(), { change: fillWithText, argument: '17pt' }));
  assert.notDeepEqual(pages[0].characters, [CHARACTERS]);
});

test('the date stands four characters in, and the organ in the middle above it', async () => {
  const file = annexed();
  const [first] = await print(file);
  const [organ, date] = readText(file).match(/class="?signature"?>(.*?)<\/div>/s)[1].match(/(?<=<p>)[^<]+/g);
  const lineOf = (text) => first.lines.findLast((line) => squeezed(line.text) === squeezed(text));
  const middle = ({ left, right }) => (left + right) / 2;
  const inset = (BLOCK.right - lineOf(date).right) / CHARACTER;
  assert.ok(Math.abs(inset - 4) < 0.25, `the date ends ${inset} characters in`);
  assert.ok(Math.abs(middle(lineOf(organ)) - middle(lineOf(date))) < 3, 'the organ is not centred on the date');
});

test('an annexed document begins on a page of its own', async () => {
  const file = annexed();
  const title = readText(file).match(/class="prose annexed"><h2[^>]*>([^<]+)/)[1];
  const pages = await print(file);
  const starts = pages.findIndex((page) => squeezed(bodyOf(page)[0].text) === squeezed(title));
  assert.ok(starts > 0, `no page begins with ${title}`);
  assert.ok(!wordsOf(pages.slice(0, starts)).includes('第一条'), 'its articles begin before its title');
});

test('page numbers are on the right of odd pages and on the left of even ones', async () => {
  const pages = await print(annexed());
  assert.ok(pages.length > 2);
  pages.forEach(({ lines, width }, at) => {
    const [number, ...others] = lines.filter(isPageNumber);
    assert.equal(number?.text, `— ${at + 1} —`);
    assert.deepEqual(others, []);
    assert.equal(number.left > width / 2, at % 2 === 0, `page ${at + 1}`);
    assert.ok(number.bottom > BLOCK.bottom + 7 * MM, 'it stands too high');
  });
});

test('a repealed document says so before its text', async () => {
  const [first] = await print(repealed());
  const at = (pattern) => bodyOf(first).findIndex(({ text }) => pattern.test(squeezed(text)));
  assert.ok(at(/^废止。/) > 0, 'not on the first page');
  assert.ok(at(/^废止。/) < at(/。$/) + 2, 'not before the text');
});

/** Runs inside Chromium: links of the text, and the marks and addresses that paper gives them. */
function linksOfText() {
  const listed = [...document.querySelectorAll('.print-links li')].map(({ textContent }) => textContent);
  const links = [...document.querySelectorAll('.prose a[href]')].map((link) => ({
    href: link.getAttribute('href'),
    text: link.textContent,
    number: link.dataset.address ?? null,
    mark: getComputedStyle(link, '::after').content,
  }));
  return { listed, links, canonical: document.querySelector('link[rel="canonical"]').href };
}

test('links of the text are numbered on paper, and their whole addresses stand at the end, each once', async () => {
  const faults = new Faults();
  const linking = documents('standard').filter((file) => readText(file).includes('data-address='));
  assert.ok(linking.length > 0, 'no document links anywhere');
  await overTabs(site.browser, {}, linking.flatMap((file) => [file, twinOf(file)]), async (tab, file) => {
    await tab.goto(site.addressOf(file));
    await tab.emulateMedia({ media: 'print' });
    const { listed, links, canonical } = await tab.evaluate(linksOfText);
    faults.unless(new Set(listed).size === listed.length, 'names an address twice', file);
    for (const { href, text, number, mark } of links) checkLink({ href, text, number, mark, listed, canonical, file, faults });
  });
  faults.assertNone();
});

function checkLink({ href, text, number, mark, listed, canonical, file, faults }) {
  if (number === null) {
    const needsNone = href.startsWith('#') || squeezed(href).includes(squeezed(text).replaceAll('-', ''));
    return faults.unless(needsNone, `the link “${text}” has no address on paper`, file);
  }
  // Pages of both editions lie alike below their roots, so the canonical address serves for both.
  const expected = decodeURI(new URL(href, canonical).href);
  faults.unless(listed[number - 1] === expected, `the link “${text}” is ${listed[number - 1]}, not ${expected}`, file);
  faults.unless(mark.includes('网址') && !href.startsWith('#'), `the link “${text}” carries no mark`, file);
}

/** Runs inside Chromium: what is wider than the text block. */
const tooWide = () =>
  [...document.querySelectorAll('.text *')]
    .filter((element) => element.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
    .map(({ localName, className }) => `<${localName} class="${className}">`);

test('no table is wider than the text block', async () => {
  const faults = new Faults();
  const files = documents('standard').filter((file) => readText(file).includes('<table'));
  assert.ok(files.length > 0, 'no document has a table');
  await overTabs(site.browser, { viewport: { width: Math.floor((156 / 25.4) * 96), height: 850 } }, files, async (tab, file) => {
    await tab.goto(site.addressOf(file));
    await tab.emulateMedia({ media: 'print' });
    for (const what of await tab.evaluate(tooWide)) faults.add(`${what} is too wide`, file);
  });
  faults.assertNone();
});

test('no document weighs more than 20 KB compressed', () => {
  const faults = new Faults();
  for (const file of PAGES.filter(isDocument)) {
    const weight = gzipSync(readText(file)).length;
    faults.unless(weight < WEIGHT, `weighs too much: ${weight} bytes`, file);
  }
  faults.assertNone();
});
