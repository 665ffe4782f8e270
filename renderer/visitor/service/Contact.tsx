import { useTranslation } from 'react-i18next';
import { type Service } from '../../../shared/model/index.ts';
import { Notice } from '../../ui/index.ts';
import { Written } from '../Wording.tsx';

const PARTS = ['place', 'hours', 'telephone', 'person'] as const;

/** Whom to ask; a contact that no source gives says that it is an example. */
export function Contact({ contact }: { contact: NonNullable<Service['contact']> }) {
  const { t } = useTranslation();
  return (
    <>
      <dl className="contact">
        {PARTS.map((part) => {
          const text = contact[part];
          return (
            text !== undefined && (
              <div key={part}>
                <dt>{t(`service.contact.${part}`)}</dt>
                <dd className={part === 'telephone' ? 'code' : undefined}>
                  <Written>{text}</Written>
                </dd>
              </div>
            )
          );
        })}
      </dl>
      {contact.example && (
        <Notice kind="warn">
          <p>{t('service.contact.example')}</p>
        </Notice>
      )}
    </>
  );
}
