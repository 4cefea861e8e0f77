// The calendar files that the demo and every new site have, against a package that others keep:
// every day of five years, the last six of 2026 among them, about which the crate that the Rust
// tests ask says nothing.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import chineseDays from 'chinese-days';

const YEARS = [2022, 2023, 2024, 2025, 2026];
const DAY = 24 * 60 * 60 * 1000;

// The dates below a key of a calendar file, which is a flat list of days.
function dates(text, key) {
  const below = text.split(`\n${key}:\n`)[1] ?? '';
  const lines = below.split('\n');
  const end = lines.findIndex((line) => !line.startsWith('  '));
  return lines.slice(0, end).map((line) => line.trim().slice(0, 10));
}

test('the working days of 2022 to 2026 are those that others count', () => {
  const off = new Set();
  const work = new Set();
  for (const year of YEARS) {
    const text = readFileSync(new URL(`../../content/calendar/${year}.yaml`, import.meta.url), 'utf8');
    dates(text, '放假').forEach((date) => off.add(date));
    dates(text, '补班').forEach((date) => work.add(date));
  }
  assert.equal(work.size, 33);
  let checked = 0;
  for (let time = Date.UTC(2022, 0, 1); time <= Date.UTC(2026, 11, 31); time += DAY) {
    const day = new Date(time);
    const date = day.toISOString().slice(0, 10);
    const weekday = day.getUTCDay() >= 1 && day.getUTCDay() <= 5;
    const works = !off.has(date) && (work.has(date) || weekday);
    assert.equal(works, chineseDays.isWorkday(date), date);
    checked += 1;
  }
  assert.equal(checked, 1826);
});
