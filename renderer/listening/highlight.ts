/* Shows what is being said: the word in colour, the block by a mark at its side. Nothing in the page is rewritten. */

const WORD = 'spoken-word';

export function showBlock(element: HTMLElement | undefined): void {
  for (const marked of document.querySelectorAll('[data-spoken]')) marked.removeAttribute('data-spoken');
  element?.setAttribute('data-spoken', 'true');
  element?.scrollIntoView({ block: 'nearest', behavior: 'instant' });
}

export function showWord(range: Range | undefined): void {
  if (range === undefined) {
    CSS.highlights.delete(WORD);
    return;
  }
  CSS.highlights.set(WORD, new Highlight(range));
}
