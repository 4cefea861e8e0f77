/* Keeps a page true on the day it is read, and helps to cite and to find texts. The page says everything without it. */
'use strict'
const $$ = (selector, at = document) => [...at.querySelectorAll(selector)]
/* Today in Shanghai, where the documents are in force. */
const today = new Date(Date.now() + 288e5).toISOString().slice(0, 10)
const make = (tag, words, attributes = {}) => {
  const element = Object.assign(document.createElement(tag), attributes)
  element.append(...[words].flat())
  return element
}

/* Labels whose day has come since the page was made. */
const relabel = (label, name, words) => {
  label.className = `validity validity-${name}`
  label.textContent = words
}
for (const label of $$('[data-turns]')) {
  const turn = JSON.parse(label.dataset.turns).findLast(([date]) => date <= today)
  if (turn) relabel(label, turn[1], turn[2])
}

/* The validity of a document: label, sentence and the reasons that have come. */
for (const box of $$('[data-coming]')) {
  const come = JSON.parse(box.dataset.coming || '[]').filter(turn => turn.date <= today)
  if (!come.length) continue
  const last = come.at(-1)
  box.className = `validity-box state-${last.status}`
  relabel(box.querySelector('.validity'), last.status, last.label)
  box.querySelector('.since').textContent = last.since
  box.querySelector('.sentence').textContent = last.sentence
  const end = document.querySelector('.row-expires dd')
  if (end && last.expires) end.textContent = last.expires
  const reasons = come.flatMap(turn => turn.reasons).map(([date, text, path]) => {
    const words = path === null ? make('span', text) : make('a', text, { href: box.dataset.root + path })
    return make('li', [make('time', date, { dateTime: date }), ' ', words])
  })
  if (reasons.length) {
    const list = box.querySelector('.history-list') || box.appendChild(make('ol', [], { className: 'history-list' }))
    list.append(...reasons)
  }
  for (const paper of $$('.print-state')) paper.textContent = `${last.label}。${last.sentence}`
  box.append(make('p', box.dataset.turned, { className: 'turned' }))
}
const begun = $$('[data-now]').filter(link => link.dataset.from <= today)
begun.forEach((link, at) => {
  if (at < begun.length - 1) link.parentElement.remove()
  else link.textContent = link.dataset.now
})

/* Which text holds today. */
for (const label of $$('[data-states]')) {
  const { from, until, states } = label.dataset
  const state = from > today ? 2 : until && until < today ? 0 : 1
  const marked = label.closest('.text-notice') || label
  marked.className = marked.className.replace(/text-(past|current|coming)/, `text-${['past', 'current', 'coming'][state]}`)
  label.textContent = states.split('|')[state]
}

/* Any day's text, any two texts. */
for (const tools of $$('template.texts-tools')) {
  const rows = $$('tr[data-from]', tools.parentElement)
  const held = day => rows.findLast(row => row.dataset.from <= day)
  const link = row => row.querySelector('.view')
  tools.before(tools.content)
  const answer = tools.parentElement.querySelector('.tool-answer')
  for (const newer of $$('select[name=to]', tools.parentElement)) newer.selectedIndex = newer.length - 1
  const go = (form, way) => form?.addEventListener('submit', event => {
    event.preventDefault()
    const found = way(new FormData(form))
    if (found.startsWith('!')) answer.textContent = found.slice(1)
    else location.href = found
  })
  go(tools.parentElement.querySelector('.text-day'), data => {
    const row = held(data.get('day'))
    return row ? link(row)?.href || location.pathname : `!${tools.dataset.noDay}`
  })
  go(tools.parentElement.querySelector('.text-pair'), data => {
    const [from, to] = [data.get('from'), data.get('to')].sort()
    const any = rows.map(link).find(Boolean).href
    return from === to ? `!${tools.dataset.same}` : any.replace(/[^/]*$/, `${from}_${to}.html`)
  })
}

/* 第N条第N款第N项: the words by which a provision is cited. */
const numeral = number => {
  const digits = '零一二三四五六七八九'
  const [hundreds, tens, ones] = [Math.floor(number / 100), Math.floor(number / 10) % 10, number % 10]
  return (hundreds ? `${digits[hundreds]}百` : '') +
    (tens ? (tens > 1 || hundreds ? digits[tens] : '') + '十' : hundreds && ones ? '零' : '') +
    (ones ? digits[ones] : '')
}
const place = element => element.dataset.at || element.id
const provision = anchor => {
  const [, article, branch, paragraph, item] = anchor.match(/art-(\d+)(?:_(\d+))?(?:-(\d+))?(?:-(\d+))?$/)
  return `第${numeral(article)}条` + (branch ? `之${numeral(branch)}` : '') +
    (paragraph ? `第${numeral(paragraph)}款` : '') + (item ? `第${numeral(item)}项` : '')
}
const cited = document.querySelector('[data-cite]')
const words = document.querySelector('template.cite-tools')
const cite = number => {
  document.querySelector('.cite')?.remove()
  const article = number.closest('p')
  const parts = [article]
  for (let next = article; next && (next === article || !next.matches('.article, h2, h3, h4')); next = next.nextElementSibling) {
    if (next !== article && /-\d+$/.test(next.id.replace(/^.*art-\d+(_\d+)?(v\d+)?/, ''))) parts.push(next)
  }
  const alone = !parts.some(part => part !== article && !/art-\d+(_\d+)?-\d+-\d+$/.test(place(part)))
  const label = part => {
    const whole = provision(place(part))
    return alone ? whole.replace('第一款', '') : whole
  }
  if (!alone) parts.splice(1, 0, number)
  const panel = words.content.firstElementChild.cloneNode(true)
  const [select, answer] = [panel.querySelector('select'), panel.querySelector('[role=status]')]
  select.append(...parts.map(part => make('option', label(part), { value: part.id })))
  panel.setAttribute('aria-label', words.dataset.label.replace('%provision', label(article)))
  panel.addEventListener('click', async event => {
    const kind = event.target.dataset.copy
    if (!kind) return
    const text = kind === 'link'
      ? `${location.href.split('#')[0]}#${select.value}`
      : cited.dataset.cite + select.selectedOptions[0].textContent
    const done = await navigator.clipboard?.writeText(text).then(() => true, () => false)
    answer.textContent = (done ? words.dataset.copied : words.dataset.failed) + text
  })
  article.after(panel)
}
if (cited && words) {
  document.addEventListener('click', event => {
    const number = event.target.closest?.('.article-no')
    if (number) cite(number)
  })
}
