/**
 * The values that a text leaves room for. The compiler knows the keys of fr.json but reads no text out of it: what stands
 * here lets it refuse a call that forgets a value. `npm run check` compares it with fr.json.
 */
export interface Placeholders {
  'welcome.delay': '{{duration}}';
  'duration.minutes': '{{count}}';
  'duration.seconds': '{{count}}';
  'fallback.page': '{{language}}';
  'search.found': '{{count}}';
  'call.later.title': '{{duration}}';
  'idle.text': '{{duration}}';
  'listen.rate': '{{number}}{{total}}';
  'listen.volume': '{{number}}{{total}}';
  'listen.this': '{{text}}';
  'say.button': '{{name}}';
  'say.chosen': '{{name}}';
  'say.field': '{{name}}';
  'say.place': '{{number}}{{total}}';
  'keys.tried': '{{name}}';
  'scan.step': '{{duration}}';
  'service.source': '{{document}}{{lines}}';
  'state.planned.dated': '{{date}}';
  'state.open.dated': '{{date}}';
  'state.suspended.dated': '{{date}}';
  'state.closed.dated': '{{date}}';
  'state.unknown.dated': '{{date}}';
  'commitment.for': '{{date}}';
  'proposal.progress': '{{number}}{{total}}';
  'text.left': '{{count}}';
  'text.too-long': '{{count}}';
  'review.change.named': '{{question}}';
  'review.kept': '{{count}}';
  'slip.next': '{{date}}';
  'slip.ask': '{{place}}';
  'slip.when': '{{date}}';
  'receipt.searching.why': '{{number}}{{total}}';
  'receipt.answered': '{{date}}';
  'receipt.original': '{{language}}';
}
