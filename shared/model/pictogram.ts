import { z } from 'zod';

/** The pictograms that a record may name: one family (Lucide), so that a screen never mixes styles. */
export const PICTOGRAMS = [
  'accessibility', 'archive', 'baby', 'bandage', 'bike', 'blocks', 'book-open', 'book-open-check', 'briefcase',
  'building', 'building-2', 'bus', 'calendar', 'calendar-check', 'calendar-heart', 'car', 'chart-column',
  'chart-line', 'circle-help', 'clipboard-check', 'clipboard-list', 'clock', 'coins', 'compass', 'dices',
  'door-open', 'drama', 'ear', 'euro', 'eye', 'file-check', 'file-text', 'files', 'flag', 'flower-2', 'gavel',
  'gift', 'globe', 'graduation-cap', 'hammer', 'hand-coins', 'hand-heart', 'hand-helping', 'handshake', 'heart',
  'heart-handshake', 'heart-pulse', 'house', 'house-heart', 'id-card', 'info', 'key-round', 'landmark',
  'languages', 'laptop', 'leaf', 'library', 'life-buoy', 'lightbulb', 'list-checks', 'map', 'map-pin',
  'megaphone', 'message-circle', 'message-circle-question', 'messages-square', 'mic', 'monitor-smartphone',
  'moon', 'newspaper', 'notebook-pen', 'package', 'party-popper', 'pen-line', 'phone', 'piggy-bank',
  'presentation', 'puzzle', 'recycle', 'repeat', 'route', 'scale', 'school', 'scroll-text', 'search',
  'shield-check', 'shopping-basket', 'signpost', 'smile', 'soup', 'speech', 'sprout', 'star', 'stethoscope',
  'store', 'target', 'thumbs-up', 'ticket', 'traffic-cone', 'tree-pine', 'triangle-alert', 'trophy', 'umbrella',
  'user-check', 'user-round-plus', 'users', 'users-round', 'utensils', 'vote', 'wallet', 'wrench',
] as const;

export type Pictogram = (typeof PICTOGRAMS)[number];

export const pictogramSchema = z.enum(PICTOGRAMS);
