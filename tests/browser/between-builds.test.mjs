// Between two builds the page's script keeps it true: a site built for one day and read on a later
// one shows what a build for that later day shows. A random site, its states compared in Chromium.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { launch } from './support/browser.mjs';

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));
const PORTAL = resolve(REPOSITORY, process.env.PORTAL_BIN
  ?? join(process.env.CARGO_TARGET_DIR ?? 'target', 'release/portal'));

const BUILT = '2026-03-10';
const READ = ['2026-03-11', '2026-05-01', '2026-07-31', '2026-12-31', '2027-02-28'];
const TEXT_DAYS = [READ[1], READ[3]];
const UNSEEN = '2027-06-01';
const COUNT = 60;
// Chromium's own clock stands in America, where it is still the day before: what counts is Shanghai.
const HOURS = ['00:05', '12:00', '23:55'];

let folder;
let policies;
let server;
let browser;
let stop;
let states;

/** The same numbers in every run (mulberry32). */
function dice(seed) {
  let state = seed;
  return (sides) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides;
  };
}

const plus = (date, days) => new Date(Date.parse(date) + days * 864e5).toISOString().slice(0, 10);
const inWords = (date) => date.replace(/^(\d+)-0?(\d+)-0?(\d+)$/, '$1年$2月$3日');

/** A day to come, mostly one of those on which the site is read, or beside one. */
function dayAhead(roll) {
  return roll(3) === 0 ? plus(BUILT, 1 + roll(380)) : plus(READ[roll(READ.length)], roll(3) - 1);
}

/** A policy with what others do to it, such as an editor may write it. */
function randomPolicy(roll, at) {
  const published = plus(BUILT, -1 - roll(400));
  const effective = [published, plus(published, roll(60)), dayAhead(roll)][roll(3)];
  const ends = roll(3) > 0;
  let end = ends ? [dayAhead(roll), plus(effective, 30 + roll(500))][roll(2)] : null;
  if (end !== null && end < effective) end = plus(effective, roll(90));
  const expires = end;
  const acts = [];
  let over = false;
  const days = Array.from({ length: roll(5) }, () => (roll(4) === 0 ? plus(published, roll(400)) : dayAhead(roll)));
  const amended = new Set();
  for (const day of days.filter((one) => one >= published).sort()) {
    if (over || (end !== null && day > end)) continue;
    const verb = ['修改', '修改', '废止', '宣布失效', '部分', '延长有效期', '延长有效期'][roll(7)];
    const act = { verb, day, seen: roll(5) === 0 ? UNSEEN : plus(BUILT, -roll(30)) };
    if (verb === '延长有效期') {
      if (end === null) continue;
      act.to = [plus(end, 1 + roll(200)), dayAhead(roll)].find((to) => to > end);
      end = act.to;
    } else if (verb === '修改') {
      if (day <= effective || amended.has(day)) continue;
      amended.add(day);
    } else if (verb !== '部分') {
      over = true;
    }
    acts.push(act);
  }
  return { at, published, effective, expires, acts, texts: acts.some(({ verb }) => verb === '修改') && roll(4) > 0 };
}

const numberOf = (at, act = 0) => `望政发〔2026〕${at * 10 + act + 1}号`;
const titleOf = (at) => `望川市第${at}号办法`;

function write(path, text) {
  const file = join(folder, 'site/content', path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

const body = (text) => `第一条　本文是第${text}个文本。\n\n第二条　第二条的内容。`;

function writePolicy({ at, published, effective, expires, acts, texts }) {
  const front = [
    `标题: ${titleOf(at)}`, `发文字号: ${numberOf(at)}`, '文件性质: 行政规范性文件', '免予解读: 内容简单',
    '公开属性: 主动公开', '主题分类: 综合政务/政务公开', `发布日期: ${published}`, `施行日期: ${effective}`,
    ...(expires ? [`有效期至: ${expires}`] : []),
  ];
  const amendments = acts.map((act, index) => ({ ...act, index })).filter(({ verb }) => verb === '修改');
  if (texts) {
    const earlier = [{ day: effective }, ...amendments.slice(0, -1)];
    front.push('版本:');
    earlier.forEach(({ day, index }, text) => {
      const basis = index === undefined ? '' : `, 依据: ${numberOf(at, index + 1)}`;
      front.push(`  - {日期: ${day}, 正文: ${at}-${text}.txt${basis}}`);
      write(`policies/${at}-${text}.txt`, body(text));
    });
  }
  write(`policies/${at}.md`, `---\n${front.join('\n')}\n---\n\n${body(texts ? amendments.length : 0)}\n`);
  acts.forEach(({ verb, day, to, seen }, index) => {
    const key = verb === '部分' ? '废止' : verb;
    const more = (verb === '部分' ? ', 条款: 第二条' : '') + (to ? `, 至: ${to}` : '');
    const own = [`标题: 关于第${at}号办法的第${index + 1}号决定`, `发文字号: ${numberOf(at, index + 1)}`, '公开属性: 主动公开',
      `发布日期: ${seen}`, `${key}:`, `  - {文件: ${numberOf(at)}, 日期: ${day}${more}}`];
    write(`policies/${at}-act-${index + 1}.md`, `---\n${own.join('\n')}\n---\n\n决定正文。\n`);
  });
}

const build = (date) => promisify(execFile)(PORTAL,
  ['build', '--root', join(folder, 'site'), '--as-of', date, '--out', join(folder, date)]);

/** The builds side by side, each below its day; only pages and their script. */
async function serve() {
  const listener = createServer((request, response) => {
    let path = decodeURIComponent(new URL(request.url, 'http://here/').pathname);
    if (path.endsWith('/')) path += 'index.html';
    const file = join(folder, path);
    const wanted = /\.(html|js|json)$/.test(path) && existsSync(file);
    response.writeHead(wanted ? 200 : 404, {
      'content-type': path.endsWith('.js') ? 'text/javascript; charset=utf-8' : 'text/html; charset=utf-8',
      'cache-control': 'max-age=600',
    });
    response.end(wanted ? readFileSync(file) : 'nothing here');
  });
  await new Promise((ready) => listener.listen(0, '127.0.0.1', ready));
  const { port } = listener.address();
  return { address: `http://127.0.0.1:${port}/`, stop: () => { listener.closeAllConnections(); listener.close(); } };
}

/**
 * Runs inside Chromium: what a page says of the state of its document and of its texts; given the
 * text of a file, what it says with scripts off.
 */
function readState(html) {
  const page = html ? new DOMParser().parseFromString(html, 'text/html') : document;
  const one = (selector, at = page) => at.querySelector(selector);
  const text = (element) => element?.textContent.replace(/\s+/g, ' ').trim() ?? null;
  const label = (element) => element && [element.className, text(element)];
  const way = (link) => link.getAttribute('href').replace(/^(\.\.\/|\.\/)+/, '');
  const box = one('.validity-box');
  return {
    box: box && {
      look: box.className,
      label: label(one('.validity', box)),
      since: text(one('.since', box)),
      sentence: text(one('.sentence', box)),
      reasons: [...box.querySelectorAll('.history-list li')].map((item) => [
        text(one('time', item)), one('time', item).dateTime, text(item), item.querySelector('a') && way(one('a', item))]),
      upcoming: [...box.querySelectorAll('[data-now]')].map((link) => [text(link), way(link)]),
    },
    head: label(one('.row-status .validity')),
    expires: text(one('.row-expires dd')),
    texts: [...page.querySelectorAll('.texts-table tbody tr')].map((row) => [
      one('time', row).dateTime, ...label(one('.text-state', row)), one('.view', row) && way(one('.view', row))]),
    notice: one('.text-notice') && [one('.text-notice').className, text(one('.text-notice p'))],
    compared: [...page.querySelectorAll('.comparison .page-head dd')].map(text),
    turned: one('.turned') !== null,
  };
}

/** Runs inside Chromium: the state of every document that a list names. */
function readLists() {
  const labels = [...document.querySelectorAll('main .validity')];
  return labels.flatMap((label) => {
    const link = label.closest('li, tr')?.querySelector('a[href*="policies/"]');
    const path = link?.getAttribute('href').replace(/^(\.\.\/|\.\/)+/, '');
    return link ? [[path, label.className, label.textContent.trim()]] : [];
  });
}

const PREFIX = (at) => (at % 4 === 3 ? 'senior/' : '');
const pathOf = (at) => `${PREFIX(at)}policies/${at}.html`;

const fileOf = (built, path) => join(folder, built, path === '' || path.endsWith('/') ? `${path}index.html` : path);

/** A tab that runs the scripts of the pages of one build as on one day. */
async function reader() {
  const context = await browser.newContext({ timezoneId: 'America/Los_Angeles' });
  await context.route(/\.(css|svg|png|wasm)(\?|$)/, (route) => route.abort());
  const tab = await context.newPage();
  const errors = [];
  tab.on('pageerror', (error) => errors.push(error.message));
  return async (built, day, paths, read) => {
    await tab.clock.setFixedTime(new Date(`${day}T${HOURS[READ.indexOf(day) % HOURS.length]}:00+08:00`));
    const found = new Map();
    for (const path of paths.filter((one) => existsSync(fileOf(built, one)))) {
      await tab.goto(`${server.address}${built}/${path}`, { waitUntil: 'domcontentloaded' });
      found.set(path, await tab.evaluate(read));
    }
    assert.deepEqual(errors, []);
    return found;
  };
}

/** The same with scripts off. */
async function plainReader() {
  const tab = await browser.newPage();
  return async (built, paths) => {
    const found = new Map();
    for (const path of paths.filter((one) => existsSync(fileOf(built, one)))) {
      found.set(path, await tab.evaluate(readState, readFileSync(fileOf(built, path), 'utf8')));
    }
    return found;
  };
}

const textPages = ({ at, effective, acts }) => {
  const days = [effective, ...acts.filter(({ verb }) => verb === '修改').map(({ day }) => day)];
  const pairs = days.slice(1).map((day, before) => `${days[before]}_${day}`);
  return [...days, ...pairs].map((name) => `${PREFIX(at)}policies/${at}/${name}.html`);
};

before(async () => {
  assert.ok(existsSync(PORTAL), `${PORTAL} is not there: build the program or set PORTAL_BIN`);
  folder = mkdtempSync(join(tmpdir(), 'portal-between-'));
  const roll = dice(20260310);
  policies = Array.from({ length: COUNT }, (_, at) => randomPolicy(roll, at));
  mkdirSync(join(folder, 'site/content'), { recursive: true });
  writeFileSync(join(folder, 'site/content/site.yaml'),
    readFileSync(join(REPOSITORY, 'tests/support/site.yaml')));
  policies.forEach(writePolicy);
  for (const day of [BUILT, ...READ]) await build(day);
  server = await serve();
  ({ browser, stop } = await launch());
  states = await readAll();
});

after(async () => {
  await stop?.();
  await server?.stop();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

/** Every document and its texts: the old build on the day, and the day's own with scripts and without. */
async function readAll() {
  const documents = policies.map(({ at }) => pathOf(at));
  const paths = [...documents, ...policies.filter(({ texts }) => texts).flatMap(textPages)];
  // The pages of texts on two of the days: they have less to say.
  const pathsOn = (day) => (TEXT_DAYS.includes(day) ? paths : documents);
  const all = { plain: null, kept: new Map(), own: new Map(), ownRun: new Map() };
  await Promise.all([
    (async () => {
      const read = await plainReader();
      all.plain = await read(BUILT, paths);
      for (const day of READ) all.own.set(day, await read(day, paths));
    })(),
    ...READ.map(async (day) => {
      const read = await reader();
      all.kept.set(day, await read(BUILT, day, pathsOn(day), readState));
    }),
    (async () => {
      const read = await reader();
      for (const day of TEXT_DAYS) all.ownRun.set(day, await read(day, day, pathsOn(day), readState));
    })(),
  ]);
  return all;
}

const cases = () => READ.flatMap((day) => policies.map((policy) => ({ day, ...policy, path: pathOf(policy.at) })));

/** What the script of an old page must bring to what a build of the day shows. */
const comparable = ({ box, turned: _, ...rest }) => {
  if (!box) return rest;
  const { upcoming, ...others } = box;
  return { ...rest, box: { ...others, upcoming: upcoming.filter(([text]) => text.includes('将自')) } };
};

test('building for one day and reading on a later one shows what building for that day shows', () => {
  let count = 0;
  let turned = 0;
  const faults = [];
  for (const [day, kept] of states.kept) {
    for (const [path, page] of kept) {
      const expected = comparable(states.own.get(day).get(path));
      count += 1;
      turned += JSON.stringify(comparable(states.plain.get(path))) === JSON.stringify(expected) ? 0 : 1;
      try {
        assert.deepEqual(comparable(page), expected);
      } catch (error) {
        faults.push(`${path} on ${day}: ${error.message}\n${JSON.stringify(policies[Number(path.match(/policies\/(\d+)/)[1])])}`);
      }
    }
  }
  console.log(`${cases().length} documents and ${count - cases().length} texts and comparisons read later, ${turned} of them turned`);
  assert.ok(cases().length >= 200 && turned > 150, `${count}, ${turned} of them turned`);
  assert.equal(faults.length, 0, `${faults.length} faults\n${faults.slice(0, 4).join('\n\n')}`);
});

test('the script changes nothing on a page that was built today', () => {
  for (const [day, pages] of states.ownRun) {
    for (const [path, page] of pages) assert.deepEqual(page, states.own.get(day).get(path), `${path} on ${day}`);
  }
});

test('every state occurs, and the script says that it has corrected the page', () => {
  const seen = new Set();
  for (const { day, path } of cases()) {
    const { box, turned } = states.kept.get(day).get(path);
    const before = states.plain.get(path).box;
    seen.add(box.label[1]);
    const same = ['label', 'since', 'sentence'].every((key) => `${box[key]}` === `${before[key]}`)
      && box.reasons.length === before.reasons.length;
    assert.ok(turned || same, `${path} on ${day} is corrected in silence`);
  }
  assert.deepEqual([...seen].sort(), ['失效', '尚未生效', '已修改', '废止', '现行有效', '部分失效'].sort());
});

/** The body is that of the day of the build: where a new text holds since, the page says so. */
test('where a new text holds since the build, the page says so and links to it', () => {
  let begun = 0;
  for (const { day, path } of cases()) {
    const now = states.own.get(day).get(path).texts.find(([, look]) => look.includes('text-current'));
    const then = states.plain.get(path).texts.find(([, look]) => look.includes('text-current'));
    const said = states.kept.get(day).get(path).box.upcoming.filter(([text]) => !text.includes('将自'));
    const first = states.own.get(day).get(path).texts[0]?.[0];
    const isNew = now && now[0] !== then?.[0] && now[0] !== first;
    const expected = isNew ? [[`新的文本已于${inWords(now[0])}起施行`, now[3]]] : [];
    assert.deepEqual(said, expected, `${path} on ${day}`);
    begun += expected.length;
  }
  assert.ok(begun > 10, `${begun} new texts`);
});

test('with scripts off the dates are there in words', () => {
  for (const { path, effective, at } of cases()) {
    const { box } = states.plain.get(path);
    assert.ok(box.sentence.includes(inWords(effective)), `${path}: ${box.sentence}`);
    const { expires, acts } = policies[at];
    const moved = acts.filter(({ verb, day, seen }) => verb === '延长有效期' && day <= BUILT && seen <= BUILT);
    const end = moved.at(-1)?.to ?? expires;
    if (end) assert.ok(box.sentence.includes(inWords(end)), `${path}: ${box.sentence}`);
    else assert.ok(!box.sentence.includes('有效期至'), `${path}: ${box.sentence}`);
  }
});

test('the lists of an old build show the states of the day', async () => {
  const lists = ['', 'policies/', 'library/', 'library/topic/t01/', 'library/not_yet/', 'library/expiring/', 'library/ended/', 'senior/', 'senior/policies/',
    ...[2, 3, 4, 5, 6, 7, 8].map((page) => `policies/page-${page}.html`), 'library/page-2.html'];
  const read = await reader();
  let count = 0;
  for (const day of READ) {
    const own = new Map([...states.own.get(day)].map(([path, { box }]) => [path.replace(/^senior\//, ''), box?.label]));
    for (const [list, labels] of await read(BUILT, day, lists, readLists)) {
      for (const [path, ...label] of labels) {
        const expected = own.get(path.replace(/^senior\//, ''));
        if (!expected) continue;
        count += 1;
        assert.deepEqual(label, expected, `${path} in ${list || 'home'} on ${day}`);
      }
    }
  }
  console.log(`${count} lines of lists`);
  assert.ok(count > 500, `${count} lines`);
});
