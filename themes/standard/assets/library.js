'use strict';
{
  const box = document.querySelector('.filter');
  const form = box.querySelector('form');
  const opener = box.querySelector('.filter-open');
  const list = document.querySelector('.results-list');
  const count = document.querySelector('.results-count');
  const own = [...list.childNodes];
  const ownCount = count.textContent;
  const page = new URLSearchParams(box.dataset.preset);
  const names = [...form.elements].map((field) => field.name).filter(Boolean);
  const PAGE = 50;
  let data;

  const stamp = (name) => box.querySelector('.filter-' + name).content.firstElementChild.cloneNode(true);
  const say = (text, values) => text.replace(/%(\w+)/g, (_, name) => values[name]);
  const plain = (text) => text.normalize('NFKC').toLowerCase().replace(/\s/g, '');

  // Documents turn by themselves at midnight in China, whatever the reader's clock.
  const prepare = (raw) => {
    const today = new Date(Date.now() + 288e5).toISOString().slice(0, 10);
    const documents = raw.documents.map(([path, title, number, date, issuer, values, state, turns]) => {
      for (const [day, next] of turns) if (day <= today) state = next;
      return { path, title, number, date, issuer, values, state, text: plain(title + ' ' + number) };
    });
    const orders = { '': documents };
    for (const name in raw.orders) orders[name] = raw.orders[name].map((at) => documents[at]);
    return { ...raw, orders };
  };

  const option = (select, value, text) => select.add(new Option(text, value));
  const fillChildren = (topic) => {
    const select = form.elements.child;
    select.length = 1;
    for (const [kind, name, label] of data.values) {
      if (kind === 'child' && topic && name.startsWith(topic + '-')) option(select, name, label);
    }
    select.disabled = select.length < 2;
  };
  const fill = () => {
    for (const [name, label] of data.holds) option(form.elements.status, name, label);
    for (const [kind, name, label] of data.values) if (kind !== 'child') option(form.elements[kind], name, label);
  };

  let loading;
  const load = () => loading ??= fetch(box.dataset.source).then((answer) => {
    if (!answer.ok) throw answer;
    return answer.json();
  }).then((raw) => { data = prepare(raw); fill(); }).catch((error) => { loading = undefined; throw error; });

  const found = (wanted) => {
    const states = data.holds.find(([name]) => name === wanted.status)?.[2];
    const at = (kind) => data.values.findIndex((value) => value[0] === kind && value[1] === wanted[kind]);
    const kinds = names.filter((name) => wanted[name] && !['q', 'status', 'sort'].includes(name));
    const values = kinds.map(at);
    const text = plain(wanted.q);
    return (data.orders[wanted.sort] ?? data.orders['']).filter((one) =>
      (!states || states.includes(one.state)) && one.text.includes(text)
      && values.every((value) => one.values.includes(value)));
  };

  const line = ({ path, title, number, date, issuer, state }) => {
    const item = stamp('line');
    const part = (query) => item.querySelector(query);
    const [name, label] = data.statuses[state];
    part('a').href = box.dataset.root + path;
    part('a').textContent = title;
    part('.validity').className = 'validity validity-' + name;
    part('.validity').textContent = label;
    part('time').dateTime = part('time').textContent = date;
    number ? part('.number').textContent = number : part('.number').remove();
    issuer < 0 ? part('.issuer').remove() : part('.issuer').textContent = data.values[issuer][2];
    return item;
  };

  const loosen = (wanted) => {
    const note = stamp('none');
    for (const name of names.filter((name) => wanted[name] && name !== 'sort')) {
      const total = found({ ...wanted, [name]: '', ...name === 'topic' && { child: '' } }).length;
      if (!total) continue;
      const field = form.elements[name];
      const label = field.labels[0].textContent;
      const value = field.selectedOptions?.[0].text ?? field.value;
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'button';
      button.textContent = say(name === 'status' ? box.dataset.allStatuses : box.dataset.drop, { label, value, n: total });
      button.onclick = () => { field.value = ''; changed(); field.focus(); };
      const item = document.createElement('li');
      item.append(button);
      note.querySelector('ul').append(item);
    }
    if (!note.querySelector('li')) note.querySelector('ul').previousElementSibling.remove();
    return note;
  };

  const show = (all) => {
    const lines = document.createElement('ul');
    lines.className = 'lines';
    const more = stamp('more');
    const grow = () => {
      const from = lines.children.length;
      lines.append(...all.slice(from, from + PAGE).map(line));
      more.hidden = lines.children.length >= all.length;
      count.textContent = say(more.hidden ? box.dataset.total : box.dataset.shown, { n: all.length, m: lines.children.length });
      return lines.children[from];
    };
    grow();
    more.querySelector('button').onclick = () => grow().querySelector('a').focus();
    list.replaceChildren(lines, more);
  };

  const read = () => Object.fromEntries(names.map((name) => [name, form.elements[name].value.trim()]));
  const draw = () => {
    const wanted = read();
    const all = found(wanted);
    if (all.length) return show(all);
    list.replaceChildren(loosen(wanted));
    count.textContent = say(box.dataset.total, { n: 0 });
  };

  // The address says what differs from the page's own list, so it can be kept and sent on.
  const write = (push) => {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(read())) if (value !== (page.get(name) ?? '')) query.set(name, value);
    const url = location.pathname + (query.size ? '?' + query : '');
    if (url !== location.pathname + location.search) history[push ? 'pushState' : 'replaceState'](null, '', url);
  };
  const changed = (event) => {
    const { name, value } = event?.target ?? {};
    if (name === 'topic' || !name) fillChildren(name ? value : form.elements.topic.value);
    // Letters typed one after another are one step back.
    write(name !== 'q' || !new URLSearchParams(location.search).has('q'));
    draw();
  };

  const open = (yes) => {
    form.hidden = !yes;
    opener.setAttribute('aria-expanded', yes);
  };
  const restore = () => {
    list.replaceChildren(...own);
    count.textContent = ownCount;
  };
  const apply = (query) => {
    const value = (name) => query.get(name) ?? page.get(name) ?? '';
    for (const name of names) {
      if (name === 'child') fillChildren(value('topic'));
      form.elements[name].value = value(name);
    }
  };
  const arrive = async () => {
    const query = new URLSearchParams(location.search);
    const asks = names.some((name) => query.has(name));
    if (!asks && !data) return;
    if (!data) count.textContent = box.dataset.loading;
    try {
      await load();
      apply(query);
      asks ? (open(true), draw()) : restore();
    } catch {
      count.textContent = box.dataset.failed;
    }
  };

  opener.onclick = async () => {
    if (!form.hidden) return open(false);
    count.textContent = box.dataset.loading;
    try {
      await load();
      apply(new URLSearchParams(location.search));
      if (list.firstChild === own[0]) count.textContent = ownCount;
      open(true);
      form.elements.q.focus();
    } catch {
      count.textContent = box.dataset.failed;
    }
  };
  form.oninput = (event) => { if (event.target.name === 'q') changed(event); };
  form.onchange = (event) => { if (event.target.name !== 'q') changed(event); };
  form.onsubmit = (event) => {
    event.preventDefault();
    write(true);
    draw();
    list.querySelector('a, button')?.focus();
  };
  form.onreset = (event) => {
    event.preventDefault();
    apply(new URLSearchParams());
    write(true);
    restore();
  };
  addEventListener('popstate', arrive);
  opener.hidden = false;
  arrive();
}
