import type { START_FAILURES } from '../../shared/contract/index.ts';
import { unreachable } from '../../shared/result/index.ts';

/** What a technician reads on the screen when the kiosk's own service cannot start. */
export function sentenceFor(reason: (typeof START_FAILURES)[number], path: string): string {
  switch (reason) {
    case 'data-folder-unusable':
      return `Le dossier ${path} ne peut pas être utilisé : vérifiez qu’il existe et que la borne peut y écrire.`;
    case 'precious-newer-than-program':
      return `Le fichier ${path} vient d’une version plus récente : mettez le programme de la borne à jour.`;
    case 'precious-damaged':
      return `Le fichier ${path} est abîmé et n’a pas pu être remplacé.`;
    default:
      return unreachable(reason);
  }
}
