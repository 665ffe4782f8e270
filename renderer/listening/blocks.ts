import { type Language, LANGUAGES } from '../../shared/model/index.ts';
import { SCRIPTS } from '../language/index.ts';
import { type Spoken } from './voice.ts';

/** A stretch of a block in one language: each is said by the voice of its own language. */
export interface Passage extends Spoken {
  /** Where its letters stand on the screen, for highlighting the word that is being said. */
  places: { node: Text; from: number }[];
}

/** One thing to hear at a time: a paragraph, a card, a button, a field. */
export interface Block {
  element: HTMLElement;
  kind: 'text' | 'button' | 'field';
  passages: Passage[];
  /** What somebody typed, or a code: said in a headset only (acc-25). */
  private: boolean;
}

const INTERACTIVE = 'button, textarea, input';
const TEXT_TAGS = 'h1, h2, h3, p, li, dt, dd';
/** Keys are heard one by one when they are reached, not read as a list; the scroll buttons only move what is read. */
const NOT_READ = '[aria-hidden="true"], .unseen, .slip, .scroll-buttons, .keyboard, .speak-button';

/** Who hears the keys that somebody reaches hears what is being written. */
const WRITES = '.keyboard .key:not([data-shape])';

/** The layer that is before the visitor: a question over the screen, else the screen itself. */
export function layerOf(page: Document): HTMLElement | undefined {
  const found = page.querySelector('.ask-overlay') ?? page.querySelector('main');
  return found instanceof HTMLElement ? found : undefined;
}

/** All that a screen says, in the order in which it is read (lang-4, acc-23). */
export function blocksIn(layer: HTMLElement, spoken: Language): Block[] {
  const blocks: Block[] = [];
  collect(layer, spoken, blocks);
  return blocks;
}

function collect(element: HTMLElement, spoken: Language, blocks: Block[]): void {
  if (element.matches(NOT_READ) || !isShown(element)) return;
  const interactive = element.matches(INTERACTIVE);
  if (interactive || isOneText(element)) {
    const block = blockOf(element, spoken);
    if (block.kind === 'field' || block.passages.length > 0) blocks.push(block);
    return;
  }
  for (const child of element.children) if (child instanceof HTMLElement) collect(child, spoken, blocks);
}

export function blockOf(element: HTMLElement, spoken: Language): Block {
  const field = element.matches('textarea, input');
  return {
    element,
    kind: field ? 'field' : element.matches('button') ? 'button' : 'text',
    passages: field ? fieldPassages(element, spoken) : passagesOf(element, spoken),
    private: field || element.matches(WRITES) || isPrivate(element),
  };
}

/** Words of one line are said together: one that is private keeps all of it. */
function isPrivate(element: HTMLElement): boolean {
  return element.closest('[data-private]') !== null || element.querySelector('[data-private]') !== null;
}

/** Text with nothing in it that could be touched or that is a text of its own. */
function isOneText(element: HTMLElement): boolean {
  return element.innerText.trim() !== '' && element.querySelector(`${INTERACTIVE}, ${TEXT_TAGS}`) === null;
}

function isShown(element: HTMLElement): boolean {
  return element.checkVisibility({ visibilityProperty: true });
}

/** A field is called by its label; what stands in it is private. */
function fieldPassages(element: HTMLElement, spoken: Language): Passage[] {
  const text = element.getAttribute('aria-label') ?? '';
  return text === '' ? [] : [{ text, language: spoken, spelled: false, places: [] }];
}

function passagesOf(element: HTMLElement, spoken: Language): Passage[] {
  const passages: Passage[] = [];
  const walker = element.ownerDocument.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node instanceof Text && isSaid(node, element)) add(passages, node, spokenAt(node, spoken));
  }
  return passages;
}

function isSaid(node: Text, within: HTMLElement): boolean {
  const parent = node.parentElement;
  // A dot between two words is for the eye.
  if (parent === null || !/[\p{L}\p{N}]/u.test(node.data)) return false;
  const unread = parent.closest(NOT_READ);
  // A key is heard when it is reached, though the keyboard around it is not read.
  return (unread === null || unread.contains(within)) && isShown(parent);
}

type Manner = Pick<Spoken, 'language' | 'spelled'>;

function add(passages: Passage[], node: Text, manner: Manner): void {
  const last = passages.at(-1);
  if (last?.language === manner.language && last.spelled === manner.spelled) {
    last.text += pauseBetween(last, node);
    last.places.push({ node, from: last.text.length });
    last.text += node.data;
  } else {
    passages.push({ ...manner, text: node.data, places: [{ node, from: 0 }] });
  }
}

/** Words that stand in different boxes are said with a pause between them, as the eye makes one. */
function pauseBetween(last: Passage, node: Text): string {
  const before = last.places.at(-1)?.node;
  if (!before || boxOf(before) === boxOf(node)) return '';
  return /[.!?…:;,،。！？؟۔।]\s*$/u.test(last.text) ? ' ' : ', ';
}

/** The box that a text's line stands in: inline elements only dress a part of a line. */
function boxOf(node: Text): Element | null {
  let element = node.parentElement;
  while (element && getComputedStyle(element).display.startsWith('inline')) element = element.parentElement;
  return element;
}

function spokenAt(node: Text, spoken: Language): Manner {
  const spelled = node.parentElement?.closest('.code') !== null;
  return { language: languageAt(node, spoken), spelled };
}

function languageAt(node: Text, spoken: Language): Language {
  const tag = node.parentElement?.closest('[lang]')?.getAttribute('lang') ?? SCRIPTS[spoken].lang;
  // Easy French says "fr" too, and is the one that is shown.
  if (tag === SCRIPTS[spoken].lang) return spoken;
  return LANGUAGES.find((language) => SCRIPTS[language].lang === tag) ?? spoken;
}

/** The letters from `start` to `end` of a passage, as they stand on the screen. */
export function rangeIn(passage: Passage, start: number, end: number): Range | undefined {
  const place = passage.places.findLast(({ from }) => from <= start);
  if (!place || !place.node.isConnected) return undefined;
  const length = place.node.data.length;
  const range = place.node.ownerDocument.createRange();
  range.setStart(place.node, Math.min(start - place.from, length));
  range.setEnd(place.node, Math.min(end - place.from, length));
  return range.collapsed ? undefined : range;
}
