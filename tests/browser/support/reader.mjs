// What a screen reader says: Guidepup's virtual screen reader runs inside Chromium over the page as
// it stands, and its phrases are set down in Chinese, a block a line.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const PACKAGE = createRequire(import.meta.url).resolve('@guidepup/virtual-screen-reader/package.json');

/** The reader as a plain script: an import would be refused where the reader of the page allows no scripts. */
function readerScript() {
  const text = readFileSync(join(dirname(PACKAGE), 'lib/esm/index.browser.js'), 'utf8');
  const at = text.lastIndexOf('export{');
  const [, name] = text.slice(at).match(/([\w$]+) as virtual\b/);
  return `globalThis.virtualReader = (() => {${text.slice(0, at)};return ${name};})();0`;
}

const READER = readerScript();

/** Runs inside Chromium: every phrase from the beginning of an element to its end. */
async function phrasesOf(selector) {
  const container = document.querySelector(selector);
  if (!container) return null;
  const reader = globalThis.virtualReader;
  // It may be listening to another part of the page.
  await reader.stop();
  await reader.start({ container });
  const [first] = await reader.spokenPhraseLog();
  const begin = reader.activeNode;
  const phrases = [first];
  for (;;) {
    await reader.next();
    const phrase = await reader.lastSpokenPhrase();
    if (reader.activeNode === begin && phrase === first) break;
    // No part of a page says half as much: the reader goes in circles.
    if (phrases.push(phrase) > 5_000) throw new Error(`${selector} has no end`);
  }
  await reader.stop();
  return phrases;
}

/** The script is long, so each page gets it once. */
async function bringReader(tab) {
  if (!await tab.evaluate(() => 'virtualReader' in globalThis)) await tab.evaluate(READER);
}

/** What is heard when an element is read from its beginning to its end, a block a line. */
export async function hear(tab, selector) {
  await bringReader(tab);
  const phrases = await tab.evaluate(phrasesOf, selector);
  assert.ok(phrases, `${tab.url()} has no ${selector}`);
  return new Lines().all(nest(phrases));
}

/** Begins to listen: from now on `heard` says what the last key brought. */
export async function listen(tab, selector) {
  await bringReader(tab);
  await tab.evaluate((wanted) => globalThis.virtualReader.start({ container: document.querySelector(wanted) }), selector);
}

/** What was said last while listening. */
export async function heard(tab) {
  const phrase = await tab.evaluate(() => globalThis.virtualReader.lastSpokenPhrase());
  return new Lines().all([{ said: phrase, parts: [] }]).join('');
}

/** A phrase “end of …” closes the last phrase like it; what was said between is inside it. */
function nest(phrases) {
  const open = [];
  for (const said of phrases) {
    const end = said.match(/^end(?: of|,) (.*)$/s)?.[1];
    const at = end === undefined ? -1 : open.findLastIndex((one) => one.said === end && !one.closed);
    if (at === -1) open.push({ said, parts: [] });
    else Object.assign(open[at], { parts: open.splice(at + 1), closed: true });
  }
  return open;
}

// Parts of a line, blocks that say nothing themselves, and blocks that say what they are.
const INLINE = new Set(['time', 'strong', 'emphasis', 'superscript', 'subscript', 'code']);
const SILENT = new Set(['paragraph', 'list', 'listitem', 'rowgroup', 'group', 'banner', 'document', 'article']);
const NAMED = { main: '主要内容', region: '区域', navigation: '导航', table: '表格', grid: '网格', caption: '表题', term: '名目', definition: '内容' };
const CELLS = { columnheader: '列标题', rowheader: '行标题', cell: '单元格', gridcell: '单元格' };
const NOTES = { 'current page': '当前页', 'current date': '今天' };

/** A phrase is a role, a name and what else there is to say of it. Names are Chinese and know no “, ”. */
function understand(said) {
  const [role, ...rest] = said.split(', ');
  const notes = rest.filter((word) => Object.hasOwn(NOTES, word)).map((word) => `（${NOTES[word]}）`).join('');
  const level = rest.find((word) => word.startsWith('level '))?.slice('level '.length);
  const name = rest.filter((word) => !Object.hasOwn(NOTES, word) && !/^(level|position|set size) \d+$/.test(word)).join('，');
  return { role, name, level, notes };
}

const isHan = (said) => !/^[a-z]+(, |$)/.test(said);

class Lines {
  #lines = [];
  #line = '';
  #columns = [];

  all(parts) {
    parts.forEach((part) => this.#say(part));
    this.#break();
    return this.#lines;
  }

  #break() {
    if (this.#line.trim() !== '') this.#lines.push(this.#line.replace(/\s+/g, ' ').trim());
    this.#line = '';
  }

  #block(words, parts = []) {
    this.#break();
    this.#line += words;
    parts.forEach((part) => this.#say(part));
    this.#break();
  }

  #say({ said, parts }) {
    if (Object.hasOwn(NOTES, said)) {
      parts.forEach((part) => this.#say(part));
      this.#line += `（${NOTES[said]}）`;
      return;
    }
    if (isHan(said)) {
      this.#line += said;
      return;
    }
    const { role, name, level, notes } = understand(said);
    if (INLINE.has(role)) this.#line += parts.length === 0 ? name : '';
    if (INLINE.has(role)) parts.forEach((part) => this.#say(part));
    else if (role === 'link') this.#line += `〔链接〕${name}${notes} `;
    else if (role === 'heading') this.#block(`${level}级标题：${hasLink(parts) ? '〔链接〕' : ''}${name}`);
    else if (role === 'row') this.#row(parts);
    else if (Object.hasOwn(CELLS, role)) this.#line += `${CELLS[role]}：${name || '空'}${notes}`;
    else if (SILENT.has(role)) this.#block('', parts.length > 0 || name === '' ? parts : [{ said: name, parts: [] }]);
    else if (role === 'caption' && this.#lines.at(-1) === `${NAMED.table}：${name}`) return;
    else if (Object.hasOwn(NAMED, role)) this.#named(NAMED[role], name, parts);
    else assert.fail(`the screen reader says something that nobody has put into Chinese: ${said}`);
  }

  #named(what, name, parts) {
    const tells = what === '名目' || what === '内容';
    if (tells) this.#block(`${what}：${parts.length === 0 ? name : ''}`, parts);
    else {
      this.#block(name === '' ? what : `${what}：${name}`);
      parts.forEach((part) => this.#say(part));
      this.#break();
    }
  }

  /** With each cell its column header is heard, as screen readers do when one moves through a table. */
  #row(cells) {
    const known = cells.map(({ said, parts }) => ({ ...understand(said), parts }));
    if (known.every(({ role }) => role === 'columnheader')) {
      this.#columns = known.map(({ name }) => name);
      this.#block(`列标题：${this.#columns.join('｜')}`);
      return;
    }
    const words = known.map(({ role, name, notes, parts }, at) =>
      `${role === 'rowheader' ? '行标题' : this.#columns[at] ?? '没有列标题'}：${hasLink(parts) ? '〔链接〕' : ''}${name || '空'}${notes}`);
    this.#block(words.join('｜'));
  }
}

const hasLink = (parts) => parts.some(({ said, parts: inside }) => said.startsWith('link, ') || hasLink(inside));
