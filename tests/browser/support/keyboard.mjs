// A reader without a mouse: where the focus is, whether it can be seen, and the way to a link.

import assert from 'node:assert/strict';

/** Nobody presses Tab more often than this to get to one link. */
const PATIENCE = 120;

/** Runs inside Chromium: the element with the focus, and whether its reader can see that it has it. */
function focused(place) {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const box = [...element.getClientRects()].find(({ width }) => width > 0) ?? element.getBoundingClientRect();
  const style = getComputedStyle(element);
  const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  return {
    text: element.textContent.replace(/\s+/g, ' ').trim(),
    html: element.outerHTML.slice(0, 120),
    seen: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
      && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth
      && (top === null || element.contains(top) || top.contains(element)),
    inside: element.closest(place) !== null,
  };
}

/** What has the focus, which must be somewhere and to be seen. */
export async function seenFocus(tab, place = 'body') {
  const stop = await tab.evaluate(focused, place);
  assert.ok(stop, `the focus is lost on ${tab.url()}`);
  assert.ok(stop.seen, `the focus cannot be seen on ${stop.html} of ${tab.url()}`);
  return stop;
}

/** Presses Tab until the focus is on something of this name within `place`; gives the number of Tabs. */
export async function tabTo(tab, place, wanted, patience = PATIENCE) {
  for (let step = 1; step <= patience; step += 1) {
    await tab.keyboard.press('Tab');
    const { text, inside } = await seenFocus(tab, place);
    if (inside && wanted.test(text)) return step;
  }
  return assert.fail(`${patience} Tabs do not reach ${wanted} on ${tab.url()}`);
}

/** Presses Enter on the link that has the focus, and waits for the page to which it leads. */
export async function enter(tab) {
  await Promise.all([tab.waitForNavigation({ waitUntil: 'load' }), tab.keyboard.press('Enter')]);
}
