'use strict';
// The month table by keyboard, in the way of the ARIA grid pattern. Without this script it is a plain
// table with links.
{
  const table = document.querySelector('.month');
  const days = [...table.querySelectorAll('td:has(time)')];
  const weeks = [...table.tBodies[0].rows];
  const links = (cell) => [...cell.querySelectorAll('a')];
  const date = (cell) => cell.querySelector('time').dateTime;
  // No element has this name: a browser that finds one takes the focus away from the day again.
  const hash = '#month-by-keyboard';

  table.setAttribute('role', 'grid');
  table.setAttribute('aria-labelledby', 'month-grid');
  for (const row of table.rows) row.setAttribute('role', 'row');
  for (const name of table.tHead.rows[0].cells) name.setAttribute('role', 'columnheader');
  for (const cell of table.querySelectorAll('td')) cell.setAttribute('role', 'gridcell');
  const how = document.querySelector('.grid-how');
  how.id = 'grid-how';
  // Told when the reader is in the table by keyboard, and not before: it is no part of the page's text.
  table.addEventListener('focusin', () => { how.hidden = false; }, { once: true });
  table.setAttribute('aria-describedby', how.id);

  // The day is that of Shanghai, whatever the reader's clock.
  const today = new Date(Date.now() + 288e5).toISOString().slice(0, 10);
  const now = days.find((cell) => date(cell) === today);
  now?.setAttribute('aria-current', 'date');

  // One day is in the order of Tab; the links of a day are, once the reader has gone into it.
  let active;
  const close = (cell) => links(cell).forEach((link) => { link.tabIndex = -1; });
  const choose = (cell) => {
    if (active) active.tabIndex = -1;
    active = cell;
    active.tabIndex = 0;
  };
  days.forEach((cell) => { cell.tabIndex = -1; close(cell); });
  choose(now ?? days[0]);

  const go = (cell) => {
    if (!cell) return;
    choose(cell);
    cell.focus();
  };
  const turn = (way) => {
    const link = document.querySelector(`.actions a[rel="${way}"]`);
    if (link) location.assign(link.href + hash);
  };
  const step = (by) => days[days.indexOf(active) + by];
  const week = () => weeks.find((row) => row.contains(active)).querySelectorAll('td:has(time)');
  const moves = {
    ArrowLeft: () => go(step(-1)),
    ArrowRight: () => go(step(1)),
    ArrowUp: () => go(step(-7)),
    ArrowDown: () => go(step(7)),
    Home: (event) => go(event.ctrlKey ? days[0] : week()[0]),
    End: (event) => go(event.ctrlKey ? days.at(-1) : [...week()].at(-1)),
    PageUp: () => turn('prev'),
    PageDown: () => turn('next'),
    Enter: () => {
      const inside = links(active);
      inside.forEach((link) => { link.tabIndex = 0; });
      inside[0]?.focus();
    },
  };

  table.addEventListener('keydown', (event) => {
    if (event.altKey || event.metaKey || event.shiftKey) return;
    if (event.ctrlKey && !['Home', 'End'].includes(event.key)) return;
    const inLink = event.target.closest('td a');
    if (inLink) {
      if (event.key === 'Escape') go(inLink.closest('td'));
      return;
    }
    if (!moves[event.key] || !event.target.closest('td')) return;
    event.preventDefault();
    moves[event.key](event);
  });
  table.addEventListener('focusin', ({ target }) => {
    const cell = target.closest('td');
    if (days.includes(cell)) choose(cell);
  });
  table.addEventListener('focusout', ({ target, relatedTarget }) => {
    const cell = target.closest('td');
    if (cell && target !== cell && !cell.contains(relatedTarget)) close(cell);
  });

  // Who turned the page by keyboard goes on in the table; the browser first goes to the heading.
  addEventListener('load', () => {
    if (location.hash === hash) active.focus();
  });
}
