// Every HTML and CSS file of the output is valid, by the Nu HTML checker.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { relative } from 'node:path';
import { before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { Faults } from './support/faults.mjs';
import { EDITIONS, FILES, PUBLIC, editionOf } from './support/site.mjs';

const VNU = createRequire(import.meta.url)('vnu-jar');

/**
 * What the checker says besides errors, and why it may stand. Everything else fails the test.
 * Keep each pattern as narrow as its reason.
 */
const ALLOWED = [];

const isAllowed = ({ type, message }) =>
  type !== 'error' && ALLOWED.some(({ pattern }) => pattern.test(message));

let messages;

before(async () => {
  messages = (await check()).filter((message) => !isAllowed(message));
});

/** One run of the checker over the whole folder: starting Java once a page would take minutes. */
async function check() {
  const { stdout } = await promisify(execFile)(
    'java',
    ['-Xss4m', '-jar', VNU, '--exit-zero-always', '--stdout', '--format', 'json',
      '--skip-non-html', '--also-check-css', '--also-check-svg', PUBLIC],
    { maxBuffer: 512 * 1024 * 1024 },
  );
  return JSON.parse(stdout).messages.map((message) => ({ ...message, file: fileOf(message) }));
}

const fileOf = ({ url }) => (url ? relative(PUBLIC, fileURLToPath(url)) : '(the checker)');

function assertNone(chosen) {
  const faults = new Faults();
  for (const { type, subType, message, extract, file, lastLine } of chosen) {
    const where = (extract ?? '').replace(/\s+/g, ' ').trim();
    faults.add(`${subType ?? type}: ${message}  ${where}`, `${file}:${lastLine ?? '?'}`);
  }
  faults.assertNone();
}

for (const edition of EDITIONS) {
  test(`${edition}: every page is valid HTML`, () => {
    assertNone(messages.filter(({ file }) => file.endsWith('.html') && editionOf(file) === edition));
  });
}

test('every style sheet is valid CSS', () => {
  assertNone(messages.filter(({ file }) => file.endsWith('.css')));
});

test('every picture is valid SVG, and the checker itself had nothing to complain of', () => {
  assertNone(messages.filter(({ file }) => !file.endsWith('.html') && !file.endsWith('.css')));
});

test('the checker was given pages and style sheets', () => {
  const ofType = (extension) => [...FILES].filter((file) => file.endsWith(extension)).length;
  assert.ok(ofType('.html') > 0, 'no HTML file in the output');
  assert.ok(ofType('.css') > 0, 'no CSS file in the output');
});
