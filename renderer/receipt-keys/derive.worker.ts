import '../without-eval.ts';
import { deriveReceiptKeys } from '../../shared/sealing/index.ts';
import { keysQuestionSchema } from './messages.ts';

addEventListener('message', (event: MessageEvent) => {
  const { code, tenant, season } = keysQuestionSchema.parse(event.data);
  void deriveReceiptKeys(code, tenant, season).then((keys) => postMessage(keys));
});
