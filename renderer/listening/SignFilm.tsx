import { useCallback } from 'react';
import { Dialog, Modal, ModalOverlay } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { SCRIPTS } from '../language/index.ts';
import { BigButton, Pictogram, ScrollArea } from '../ui/index.ts';
import { type Film, type Signing } from './use-signing.ts';

/** A film in sign language over the whole screen, as large as it can be, with its text; it goes when it is over. */
export function SignFilm({ film, signing }: { film: Film; signing: Signing }) {
  const { endFilm: end, failFilm: fail } = signing;
  const { t } = useTranslation();
  const { lang, dir } = SCRIPTS[film.language];
  const show = useCallback(
    (video: HTMLVideoElement) => {
      const address = URL.createObjectURL(film.picture);
      video.src = address;
      return () => URL.revokeObjectURL(address);
    },
    [film.picture],
  );
  return (
    <ModalOverlay isOpen onOpenChange={end} className="ask-overlay film-overlay">
      <Modal className="film-modal">
        <Dialog className="film" aria-label={t('listen.sign')}>
          <video ref={show} className="film-picture" autoPlay muted onEnded={end} onError={fail} />
          <div className="film-words">
            <ScrollArea words={{ up: t('scroll.up'), down: t('scroll.down'), region: t('scroll.region') }}>
              <p lang={lang} dir={dir} className="lines">
                {film.text}
              </p>
              {film.example && (
                <p className="mark">
                  <Pictogram name="triangle-alert" />
                  <span>{t('listen.example')}</span>
                </p>
              )}
            </ScrollArea>
            <BigButton kind="main" pictogram={{ name: 'x' }} onPress={end}>
              {t('listen.sign.close')}
            </BigButton>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
