// The day of printing, by the reader's own calendar. Without scripts a line to fill in stands there.
addEventListener('beforeprint', () => {
  const now = new Date();
  const date = `${now.getFullYear()}年${now.getMonth() + 1}月${now.getDate()}日`;
  for (const place of document.querySelectorAll('.print-date')) place.textContent = date;
});
