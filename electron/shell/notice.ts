import { session, type BrowserWindow } from 'electron';
import { PAGE_ORIGIN } from './page-file.ts';
import { serveTexts } from './page-scheme.ts';
import { makeWindow, present } from './windows.ts';

/** A text that fills the screen while there is no page to show: static, so that nothing of it can break. */
export interface NoticeText {
  title: string;
  /** Shown below, in the order given. */
  sentences: { language: string; text: string }[];
}

export const STARTING: NoticeText = {
  title: 'La borne démarre',
  sentences: [
    { language: 'fr', text: 'Un instant, s’il vous plaît.' },
    { language: 'en', text: 'The kiosk is starting. One moment, please.' },
    { language: 'ar', text: 'الجهاز قيد التشغيل. لحظة من فضلكم.' },
  ],
};

export const RESTARTING: NoticeText = {
  title: 'La borne redémarre',
  sentences: [
    { language: 'fr', text: 'Un instant, s’il vous plaît. Rien de ce que vous avez écrit ne reste ici.' },
    { language: 'en', text: 'The kiosk is restarting. Nothing that you wrote stays here.' },
    { language: 'ar', text: 'الجهاز يعيد التشغيل. لا يبقى هنا شيء مما كتبتم.' },
  ],
};

export const OUT_OF_SERVICE: NoticeText = {
  title: 'Cette borne est hors service',
  sentences: [
    { language: 'fr', text: 'Adressez-vous à l’accueil.' },
    { language: 'en', text: 'This kiosk is out of service. Please ask at the desk.' },
    { language: 'ar', text: 'هذا الجهاز خارج الخدمة. توجهوا إلى الاستقبال.' },
  ],
};

/** What a technician has to put right, and where. */
export function toRepair(sentence: string): NoticeText {
  return {
    title: 'Cette borne n’est pas encore prête',
    sentences: [
      { language: 'fr', text: sentence },
      { language: 'fr', text: 'Adressez-vous à l’accueil.' },
    ],
  };
}

const STYLE = `
html { background: #FBF8F2; color: #10243A; font-family: 'Atkinson Hyperlegible Next', 'Noto Sans', sans-serif; }
body { margin: 0; min-height: 100vh; display: grid; place-content: center; gap: 10mm; padding: 12vw; cursor: default; user-select: none; }
h1 { font-size: 14mm; line-height: 1.2; margin: 0; font-weight: 700; }
p { font-size: 8mm; line-height: 1.5; margin: 0; overflow-wrap: anywhere; }
`;

export interface Notice {
  /** Fills the screen until a page is there. */
  show(text: NoticeText): void;
  /** A page has taken its place, unless something is insisted on. */
  hide(): void;
  /** Covers everything, pages too, until it is called with nothing. */
  insist(text: NoticeText | undefined): void;
}

/** Opens the window for notices. It stays open behind the visits, so that no screen is ever white (`res-2`). */
export function openNotice(windowed: boolean): Notice {
  const partition = 'notice';
  let passing: NoticeText | undefined;
  let insisted: NoticeText | undefined;
  let window: BrowserWindow | undefined;
  serveTexts(session.fromPartition(partition, { cache: false }), () => ({
    '/': pageFor(insisted ?? passing ?? STARTING),
    '/notice.css': STYLE,
  }));

  const open = () => {
    const opened = makeWindow({ windowed, partition });
    opened.webContents.on('render-process-gone', () => {
      opened.destroy();
      window = undefined;
      refresh();
    });
    return opened;
  };

  const refresh = () => {
    if ((insisted ?? passing) === undefined) {
      window?.hide();
      return;
    }
    window ??= open();
    window.webContents.loadURL(`${PAGE_ORIGIN}/`).catch(() => undefined);
    present(window, windowed);
  };

  return {
    show(text) {
      passing = text;
      refresh();
    },
    hide() {
      passing = undefined;
      refresh();
    },
    insist(text) {
      if (text === undefined && insisted === undefined) return;
      insisted = text;
      refresh();
    },
  };
}

function pageFor({ title, sentences }: NoticeText): string {
  const lines = sentences.map(
    ({ language, text }) =>
      `<p lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">${escapeHtml(text)}</p>`,
  );
  return `<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Borne citoyenne</title>
<link rel="stylesheet" href="/notice.css"></head><body><main><h1>${escapeHtml(title)}</h1>${lines.join('')}</main></body></html>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`);
}
