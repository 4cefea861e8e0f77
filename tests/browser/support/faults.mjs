// Many pages share one template, so one mistake shows on hundreds of pages: faults are told once,
// with the number of pages and the first few of them.

import assert from 'node:assert/strict';

const PAGES_SHOWN = 5;

export class Faults {
  #byMessage = new Map();

  add(message, file) {
    const files = this.#byMessage.get(message) ?? new Set();
    this.#byMessage.set(message, files.add(file));
  }

  /** Adds the message unless the condition holds. */
  unless(condition, message, file) {
    if (!condition) this.add(message, file);
  }

  /** Fails the test with every fault, the most frequent first. */
  assertNone() {
    if (this.#byMessage.size === 0) return;
    const rows = [...this.#byMessage].sort((one, other) => other[1].size - one[1].size);
    assert.fail(`${rows.length} kinds of fault\n${rows.map(describe).join('\n')}`);
  }
}

function describe([message, files]) {
  const shown = [...files].slice(0, PAGES_SHOWN).join('  ');
  const more = files.size > PAGES_SHOWN ? '  …' : '';
  return `- ${message}\n    on ${files.size}: ${shown}${more}`;
}
