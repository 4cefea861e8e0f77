// Without scripts, without a mouse, on the narrowest screen: every page type stays readable and
// can be walked through with the keyboard.

import { before, test } from 'node:test';

import { overTabs } from './support/browser.mjs';
import { allFacts } from './support/facts.mjs';
import { Faults } from './support/faults.mjs';
import { chosen, isRedirect, samples } from './support/kinds.mjs';
import { WIDE, openSite } from './support/open.mjs';

const NARROW = { viewport: { width: 320, height: 640 } };
const WITHOUT_SCRIPTS = { javaScriptEnabled: false };

// How far a test walks with the Tab key. The head of a page must be behind by then, and a list of
// a hundred links need not be walked to its end.
const STEPS = 60;

const site = openSite();
let facts;
let readable;

before(async () => {
  facts = await allFacts();
  readable = samples(facts).filter((page) => !isRedirect(page));
});

const forEachSample = (options, work) => forEachPage(options, readable, work);

async function forEachPage(options, pages, work) {
  const faults = new Faults();
  await overTabs(site.browser, options, pages, async (tab, page) => {
    await tab.goto(site.addressOf(page.file));
    await work(tab, page, (message, detail = '') => faults.add(message, `${page.file} ${detail}`));
  });
  faults.assertNone();
}

/** Runs inside Chromium: the texts of main that a reader sees, in order. */
function visibleTexts() {
  // A script may add controls (print, copy); they are not the text of the page.
  const CONTROLS = 'form, button, [role="button"], input, select, textarea, output, dialog, noscript';
  const main = document.querySelector('main');
  const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    const text = walker.currentNode.data.replace(/\s+/g, ' ').trim();
    const seen = element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    if (text !== '' && seen && !element.closest(CONTROLS)) texts.push(text);
  }
  return texts;
}

async function textsOfSamples(options) {
  const texts = new Map();
  await forEachSample(options, async (tab, { file }) => {
    texts.set(file, await tab.evaluate(visibleTexts));
  });
  return texts;
}

const missingFrom = (texts, expected) => expected.filter((text) => !texts.includes(text));

test('the main text is the same with scripts off and on', async () => {
  const on = await textsOfSamples(WIDE);
  const off = await textsOfSamples({ ...WIDE, ...WITHOUT_SCRIPTS });
  const faults = new Faults();
  for (const [file, texts] of off) {
    faults.unless(texts.join('').length > 0, 'shows no text with scripts off', file);
    for (const text of missingFrom(texts, on.get(file))) faults.add(`only with scripts: ${text}`, file);
    for (const text of missingFrom(on.get(file), texts)) faults.add(`only without scripts: ${text}`, file);
  }
  faults.assertNone();
});

/** Runs inside Chromium: what reaches beyond the right edge and makes the page scroll sideways. */
function overflowing() {
  const width = document.documentElement.clientWidth;
  const total = document.scrollingElement.scrollWidth;
  if (total <= width) return null;
  const clips = (element) => getComputedStyle(element).overflowX !== 'visible';
  const isInsideScroller = ({ parentElement: parent }) =>
    parent !== null && parent !== document.body && (clips(parent) || isInsideScroller(parent));
  const wide = [...document.body.querySelectorAll('*')].filter((element) =>
    element.getBoundingClientRect().right > width + 1 && !isInsideScroller(element));
  const outermost = wide.filter((element) => !wide.includes(element.parentElement));
  const culprits = outermost.map(({ localName, className }) => `<${localName} class="${className}">`);
  return { total, culprits: [...new Set(culprits)].slice(0, 3).join(' ') || 'something' };
}

const reportOverflow = async (tab, page, report) => {
  const overflow = await tab.evaluate(overflowing);
  if (overflow) report(`${page.kind}: ${overflow.culprits} too wide`, `${overflow.total} px`);
};

// One long word or one wide table is enough, so more pages are asked than one of each type.
test('no page scrolls sideways at 320 px with scripts off', async () => {
  const pages = chosen(facts).filter((page) => !isRedirect(page));
  await forEachPage({ ...NARROW, ...WITHOUT_SCRIPTS }, pages, reportOverflow);
});

test('no page of any type scrolls sideways at 320 px with scripts on', async () => {
  await forEachSample(NARROW, reportOverflow);
});

/** Runs inside Chromium: what the reader learns of the element that has the focus. */
function focused() {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const box = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  const main = document.querySelector('main');
  const target = element.hash ? document.getElementById(decodeURIComponent(element.hash.slice(1))) : null;

  // A ring of 2 px at least, in a colour that can be seen (WCAG 2.4.13).
  const hasRing = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
    && !/rgba\(.*, 0\)|transparent/.test(style.outlineColor);
  const isOnScreen = box.width > 0 && box.height > 0
    && box.right > 0 && box.left < innerWidth && box.bottom > 0 && box.top < innerHeight;

  // Nothing may lie over it (WCAG 2.4.12). A link broken over two lines has a hole in its box, so
  // its first line is asked, not its middle.
  const line = [...element.getClientRects()].find(({ width, height }) => width > 0 && height > 0) ?? box;
  const top = document.elementFromPoint(line.left + line.width / 2, line.top + line.height / 2);
  const isCovered = top !== null && !element.contains(top) && !top.contains(element)
    && !top.closest('label')?.contains(element);

  return {
    what: `<${element.localName}> “${(element.textContent || element.value || '').replace(/\s+/g, ' ').trim().slice(0, 30)}”`,
    skipsToMain: Boolean(target && main && (main === target || main.contains(target) || target.contains(main))),
    inMain: main?.contains(element) ?? false,
    isSkipTarget: element === main,
    hasRing,
    isOnScreen,
    isCovered,
    order: element.tabIndex,
    style: `${style.outlineStyle} ${style.outlineWidth} ${style.outlineColor}`,
  };
}

const press = async (tab, key) => {
  await tab.keyboard.press(key);
  return tab.evaluate(focused);
};

for (const [width, options] of [['1280 px', WIDE], ['320 px', NARROW]]) {
  test(`the first Tab shows a link that skips to the main part, at ${width}`, async () => {
    await forEachSample({ ...options, ...WITHOUT_SCRIPTS }, async (tab, page, report) => {
      const first = await press(tab, 'Tab');
      if (!first?.skipsToMain) report(`the first Tab reaches ${first?.what ?? 'nothing'}`);
      else if (!first.isOnScreen || first.isCovered) report('the skip link cannot be seen when it has the focus');
      else await followSkipLink(tab, report);
    });
  });
}

async function followSkipLink(tab, report) {
  const after = await press(tab, 'Enter');
  if (after?.isSkipTarget) return;
  // The next stop after skipping must be in main, or behind it where main has no stop of its own.
  const next = await press(tab, 'Tab');
  if (!next?.inMain && await tab.evaluate(mainHasStops)) report(`after the skip link, Tab reaches ${next?.what ?? 'nothing'}`);
}

/** Runs inside Chromium: whether there is anything in main for the Tab key to stop at. */
function mainHasStops() {
  const stops = document.querySelectorAll('main :is(a[href], button, input, select, summary, [tabindex="0"])');
  return [...stops].some((element) => element.checkVisibility());
}

/** The stops of the Tab key from the top of the page, until the page ends or the steps do. */
async function walk(tab) {
  const stops = [];
  for (let step = 0; step < STEPS; step += 1) {
    const stop = await press(tab, 'Tab');
    if (stop === null) break;
    stops.push(stop);
  }
  return stops;
}

for (const [width, options] of [['1280 px', WIDE], ['320 px', NARROW]]) {
  test(`Tab reaches the main part, and the focus is always seen, at ${width}`, async () => {
    await forEachSample({ ...options, ...WITHOUT_SCRIPTS }, async (tab, { kind }, report) => {
      const stops = await walk(tab);
      const reaches = stops.some(({ inMain }) => inMain) || !await tab.evaluate(mainHasStops);
      if (!reaches) report(`${kind}: ${stops.length} Tabs do not reach main`);
      for (const stop of stops) checkStop(stop, report);
    });
  });
}

function checkStop(stop, report) {
  if (!stop.hasRing) report(`${stop.what} has no focus ring (${stop.style})`);
  if (!stop.isOnScreen) report(`${stop.what} has the focus but is not on the screen`);
  else if (stop.isCovered) report(`${stop.what} has the focus but is covered`);
  if (stop.order > 0) report(`${stop.what} has a tabindex above 0, which breaks the order`);
}

test('an old address shows where it leads with scripts off', async () => {
  const faults = new Faults();
  for (const page of [...facts.values()].filter(isRedirect)) {
    const links = page.addresses.filter(({ tag, attribute }) => tag === 'a' && attribute === 'href');
    faults.unless(links.length > 0, 'has no link that a reader could follow by hand', page.file);
  }
  faults.assertNone();
});
