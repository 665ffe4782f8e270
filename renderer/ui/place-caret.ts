/**
 * Puts a mark where the next sign goes in a field, since a read-only one shows none. The browser tells no place within a
 * field: the text is laid out once more, unseen, in the same type and width, and taken away again.
 */
export function placeCaret(field: HTMLTextAreaElement, caret: HTMLElement): void {
  const mirror = document.createElement('div');
  mirror.className = 'text-field-mirror';
  mirror.dataset['lines'] = field.dataset['lines'] ?? '';
  mirror.dir = getComputedStyle(field).direction;
  // The sign without width gives the line after a last line break a place of its own.
  const text = document.createTextNode(`${field.value}\u200B`);
  mirror.append(text);
  field.after(mirror);
  const range = document.createRange();
  range.setStart(text, field.selectionEnd);
  const at = range.getClientRects()[0] ?? range.getBoundingClientRect();
  const origin = mirror.getBoundingClientRect();
  const { borderInlineStartWidth: border } = getComputedStyle(field);
  mirror.remove();
  const lower = field.offsetHeight - Number.parseFloat(border);
  const top = at.top - origin.top - field.scrollTop;
  caret.hidden = top < 0 || top + at.height > lower + 1;
  caret.style.setProperty('inset-block-start', `${top}px`);
  caret.style.setProperty('left', `${at.left - origin.left - field.scrollLeft}px`);
  caret.style.setProperty('block-size', `${at.height}px`);
}
