// The calendar files of the built site, read by two parsers that have nothing in common: ical.js, with
// which Thunderbird reads calendars, and node-ical. Both must find what stands in the file by a plain
// reading of its lines, and what the site's own data say. Each is first shown something wrong.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import ICAL from 'ical.js';
import nodeIcal from 'node-ical';

import { Faults } from './support/faults.mjs';
import { FILES, fileOfPath, readText } from './support/site.mjs';

const CALENDARS = [...FILES].filter((file) => file.endsWith('.ics'));
const SITE = 'https://www.wangchuan.example/';

/** The day of a local time, as node-ical gives the beginning of a whole day. */
const localDay = (date) =>
  [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
const minute = (date) => date.toISOString().slice(0, 16);

// ---- three readings, in one form

/** By ical.js, which is strict: what it cannot read it throws. */
function byIcalJs(text) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  const events = calendar.getAllSubcomponents('vevent').map((component) => {
    const event = new ICAL.Event(component);
    const alarms = component.getAllSubcomponents('valarm');
    return {
      uid: event.uid,
      day: event.startDate.isDate ? event.startDate.toString() : 'not a day',
      next: event.endDate.toString(),
      summary: event.summary,
      description: event.description,
      sequence: event.sequence,
      status: component.getFirstPropertyValue('status'),
      url: component.getFirstPropertyValue('url'),
      stamp: minute(component.getFirstPropertyValue('dtstamp').toJSDate()),
      modified: minute(component.getFirstPropertyValue('last-modified').toJSDate()),
      categories: component.getFirstProperty('categories').getValues(),
      alarms: alarms.map((alarm) => ({
        action: alarm.getFirstPropertyValue('action'),
        trigger: alarm.getFirstPropertyValue('trigger').toString(),
        description: alarm.getFirstPropertyValue('description'),
      })),
    };
  });
  return { name: calendar.getFirstPropertyValue('name'), events };
}

/** By node-ical, which forgives much: what it could not read is missing or wrong. */
function byNodeIcal(text) {
  const parsed = nodeIcal.sync.parseICS(text);
  const events = Object.values(parsed)
    .filter(({ type }) => type === 'VEVENT')
    .map((event) => ({
      uid: event.uid,
      day: event.datetype === 'date' ? localDay(event.start) : 'not a day',
      next: localDay(event.end),
      summary: event.summary,
      description: event.description,
      sequence: Number(event.sequence),
      status: event.status,
      url: event.url,
      stamp: minute(event.dtstamp),
      modified: minute(event.lastmodified),
      categories: event.categories,
      alarms: (event.alarms ?? []).map(({ action, trigger, description }) => ({ action, trigger, description })),
    }));
  return { name: parsed.vcalendar.NAME ?? parsed.vcalendar.name, events };
}

const unescaped = (text) => text.replace(/\\(.)/gs, (_, c) => (c === 'n' || c === 'N' ? '\n' : c));
const dashed = (text) => text.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3');
const moment = (text) => text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)\d\dZ$/, '$1-$2-$3T$4:$5');

/** Line by line, without a parser: the properties of the one form in which the site writes them. */
function byLines(text) {
  const [head, ...blocks] = text.replaceAll('\r\n ', '').split('BEGIN:VEVENT\r\n');
  const value = (block, name) => block.match(new RegExp(`^${name}(?:;[^:]*)?:(.*)\r$`, 'm'))?.[1];
  const events = blocks.map((block) => {
    const [own, ...alarms] = block.split('BEGIN:VALARM\r\n');
    const day = dashed(value(own, 'DTSTART'));
    return {
      uid: unescaped(value(own, 'UID')),
      day,
      next: new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10),
      summary: unescaped(value(own, 'SUMMARY')),
      description: unescaped(value(own, 'DESCRIPTION')),
      sequence: Number(value(own, 'SEQUENCE')),
      status: value(own, 'STATUS'),
      url: value(own, 'URL'),
      stamp: moment(value(own, 'DTSTAMP')),
      modified: moment(value(own, 'LAST-MODIFIED')),
      categories: value(own, 'CATEGORIES').split(/(?<!\\),/).map(unescaped),
      alarms: alarms.map((alarm) => ({
        action: value(alarm, 'ACTION'),
        trigger: value(alarm, 'TRIGGER'),
        description: unescaped(value(alarm, 'DESCRIPTION')),
      })),
    };
  });
  return { name: unescaped(value(head, 'NAME')), events };
}

const read = new Map(CALENDARS.map((file) => [file, byLines(readText(file))]));

// ---- the parsers look

const GOOD = [
  'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//test//ZH', 'NAME:甲', 'BEGIN:VEVENT', 'UID:a@b', 'DTSTAMP:20260101T000000Z',
  'LAST-MODIFIED:20260101T000000Z', 'SEQUENCE:1', 'DTSTART;VALUE=DATE:20260110', 'SUMMARY:甲\\, 乙\\; 丙\\\\丁',
  'DESCRIPTION:一\\n二', 'URL:https://www.wangchuan.example/', 'CATEGORIES:每月,甲、乙', 'STATUS:CONFIRMED', 'BEGIN:VALARM',
  'ACTION:DISPLAY', 'DESCRIPTION:丙', 'TRIGGER:-PT15H', 'END:VALARM', 'END:VEVENT', 'END:VCALENDAR', '',
].join('\r\n');

for (const [name, parse] of [['ical.js', byIcalJs], ['node-ical', byNodeIcal]]) {
  test(`${name} reads what is right and notices what is wrong`, () => {
    const expected = byLines(GOOD);
    assert.equal(expected.events[0].summary, '甲, 乙; 丙\\丁');
    assert.deepEqual(expected.events[0].categories, ['每月', '甲、乙']);
    assert.deepEqual(parse(GOOD), expected);
    const wrongs = [
      GOOD.replace('20260110', '20260111'),
      GOOD.replace(';VALUE=DATE:20260110', ':20260110T000000Z'),
      GOOD.replace('甲\\, 乙', '甲\\, 乙乙'),
      GOOD.replace('一\\n二', '一\r\n二'),
      GOOD.replace('SEQUENCE:1', 'SEQUENCE:2'),
      GOOD.replace('-PT15H', '-PT14H'),
      GOOD.replace('BEGIN:VEVENT', 'BEGIN:VTODO').replace('END:VEVENT', 'END:VTODO'),
      GOOD.replace('END:VEVENT\r\nEND:VCALENDAR\r\n', ''),
    ];
    for (const wrong of wrongs) {
      assert.notEqual(wrong, GOOD);
      assert.throws(() => assert.deepEqual(parse(wrong), expected), undefined, wrong);
    }
  });
}

// ---- the calendars

test('there is a calendar of everything, of each unit and of each item with a day', () => {
  assert.ok(FILES.has('calendar.ics'));
  const below = (form) => CALENDARS.filter((file) => form.test(file));
  assert.ok(below(/^calendar\/[^/]+\.ics$/).length > 10);
  assert.ok(below(/^calendar\/items\/[^/]+\.ics$/).length > 30);
  assert.ok(read.get('calendar.ics').events.length > 400);
});

for (const [name, parse] of [['ical.js', byIcalJs], ['node-ical', byNodeIcal]]) {
  test(`${name} finds in every calendar what stands in it`, () => {
    for (const file of CALENDARS) assert.deepEqual(parse(readText(file)), read.get(file), file);
  });
}

test('every event is named once and is the same in every calendar that has it', () => {
  const faults = new Faults();
  const known = new Map(read.get('calendar.ics').events.map((event) => [event.uid, event]));
  faults.unless(known.size === read.get('calendar.ics').events.length, 'a UID stands twice', 'calendar.ics');
  for (const [file, { events }] of read) {
    for (const event of events) {
      const same = JSON.stringify(known.get(event.uid)) === JSON.stringify(event);
      faults.unless(same, `${event.uid} is another than in calendar.ics`, file);
    }
  }
  faults.assertNone();
});

test('what the calendars say agrees with the register of what is promised', () => {
  const rows = JSON.parse(readText('data/registers/disclosure-schedule.json')).rows;
  const labels = Object.entries(JSON.parse(readText('data/registers/disclosure-schedule.json')).columns);
  const key = (label) => labels.find(([, shown]) => shown === label)[0];
  const faults = new Faults();
  for (const { uid, day, summary, description, sequence, categories } of read.get('calendar.ics').events) {
    const [id] = uid.split('/');
    const terms = rows.filter((row) => row[key('编号')] === id);
    const term = terms.find(
      (row) => (row[key('起始日期')] ?? '') <= day && day <= (row[key('终止日期')] ?? '9999-12-31'),
    );
    if (!term) {
      faults.add(`${uid} is owed by no row`, 'calendar.ics');
      continue;
    }
    const [year, month, date] = day.split('-').map(Number);
    const says = [`责任单位：${term[key('单位')]}`, `公开期限：${term[key('期限')]}，即${year}年${month}月${date}日`];
    faults.unless(summary.startsWith(`公开：${term[key('指标名称')]}（`), `${uid}: ${summary}`, 'calendar.ics');
    faults.unless(description.startsWith(says.join('\n')), `${uid}: ${description}`, 'calendar.ics');
    faults.unless(categories[0] === term[key('频率')], `${uid}: ${categories}`, 'calendar.ics');
    faults.unless(sequence >> 1 === terms.indexOf(term), `${uid}: sequence ${sequence}`, 'calendar.ics');
    // “次月10日前” and “当月25日前” can be told here without knowing how the program counts.
    const named = term[key('期限')].match(/^[次当]月(\d+)日前$/);
    if (named) faults.unless(Number(named[1]) === date, `${uid} is due on ${day}`, 'calendar.ics');
  }
  faults.assertNone();
});

test('the calendar has what data/schedule.json says is owed, no more and no less', () => {
  const outcomes = { done: '，已按期公开', late: '，已逾期公开', overdue: '，逾期未公开', exempt: '，免予公开' };
  const { obligations } = JSON.parse(readText('data/schedule.json'));
  const days = read.get('calendar.ics').events.map(({ day }) => day.slice(0, 4));
  const [first, last] = [days[0], days.at(-1)];
  const owed = obligations.filter(({ due }) => due !== null && due.slice(0, 4) >= first && due.slice(0, 4) <= last);
  const facts = owed.map(({ id, period, due, name, uncovered, state, period_label: label, event, page }) => ({
    uid: `${id}/${period}@www.wangchuan.example`,
    day: due,
    summary: `公开：${name}（${label}${event ? `：${event}` : ''}）${outcomes[state] ?? ''}`,
    status: state === 'exempt' ? 'CANCELLED' : uncovered ? 'TENTATIVE' : 'CONFIRMED',
    url: SITE + page.slice(1),
  }));
  const told = read.get('calendar.ics').events.map(({ uid, day, summary, status, url }) => ({ uid, day, summary, status, url }));
  const inOrder = (list) => list.map((one) => JSON.stringify(one)).sort();
  assert.deepEqual(inOrder(told), inOrder(facts));
});

test('an event waits, is done or is not owed, and says so in one way', () => {
  const faults = new Faults();
  const outcomes = new Map([['已按期公开', '按期公开'], ['已逾期公开', '逾期公开'], ['逾期未公开', '逾期未公开'], ['免予公开', '免予公开']]);
  const met = new Set();
  for (const { uid, summary, description, status, alarms } of read.get('calendar.ics').events) {
    const outcome = summary.match(/，([^，）]+)$/)?.[1];
    const state = description.match(/^状态：([^（\n]+)/m)[1];
    met.add(state);
    faults.unless(state === (outcomes.get(outcome) ?? '尚未公开'), `${uid}: ${summary} but ${state}`, 'calendar.ics');
    faults.unless((alarms.length === 1) === (state === '尚未公开'), `${uid}: ${alarms.length} alarms`, 'calendar.ics');
    faults.unless((status === 'CANCELLED') === (state === '免予公开'), `${uid}: ${status}`, 'calendar.ics');
    faults.unless((status === 'TENTATIVE') === description.includes('未覆盖'), `${uid}: ${status}`, 'calendar.ics');
  }
  faults.assertNone();
  assert.deepEqual([...met].sort(), ['免予公开', '尚未公开', '按期公开', '逾期公开', '逾期未公开'].sort());
});

test('every address in a calendar leads to something', () => {
  const faults = new Faults();
  const leads = (address) => !address.startsWith(SITE) || fileOfPath(`/${address.slice(SITE.length)}`) !== null;
  for (const file of CALENDARS) {
    const source = readText(file).replaceAll('\r\n ', '').match(/^SOURCE;VALUE=URI:(.*)\r$/m)[1];
    faults.unless(fileOfPath(new URL(source).pathname) === file, `comes from ${source}`, file);
  }
  for (const { url, description } of read.get('calendar.ics').events) {
    const published = description.match(/^公开内容：(.*)$/m)?.[1];
    for (const address of [url, published].filter(Boolean)) {
      faults.unless(leads(address), `${address} leads nowhere`, 'calendar.ics');
    }
  }
  faults.assertNone();
});
