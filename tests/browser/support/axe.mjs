// axe inside Chromium, with the rules that this project holds its pages to.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

// The short form: it is read anew for every page, which is a quarter of the time a page takes.
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const TAGS = [
  'wcag2a', 'wcag2aa', 'wcag2aaa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice',
];

// axe leaves these off even when their tag is asked for; the project's targets need them
// (contrast 7:1 and targets of 24 px by the standards, see domain.md §4).
export const ALSO = [
  'color-contrast-enhanced', 'target-size', 'identical-links-same-purpose',
  'meta-refresh-no-exceptions',
];

const OPTIONS = {
  runOnly: { type: 'tag', values: TAGS },
  rules: Object.fromEntries(ALSO.map((id) => [id, { enabled: true }])),
  resultTypes: ['violations'],
  // Preloading style sheets serves one experimental rule that is not asked for here.
  preload: false,
};

/** What axe finds on the page that a tab shows. */
export async function runAxe(tab) {
  await tab.evaluate(AXE);
  return tab.evaluate((options) => window.axe.run(document, options), OPTIONS);
}

/** Adds each violation with its reason, its element and its file. */
export function report(faults, file, { violations }) {
  for (const { id, impact, help, nodes } of violations) {
    for (const { target, html, any } of nodes) {
      const why = any[0]?.message ?? '';
      faults.add(`${id} (${impact}): ${help}. ${why}\n    ${html.slice(0, 200)}`, `${file} ${target.join(' ')}`);
    }
  }
}
