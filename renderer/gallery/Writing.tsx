import { useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Language, LANGUAGES } from '../../shared/model/index.ts';
import { SCRIPTS } from '../language/index.ts';
import { Section } from './Section.tsx';

/** Sizes and line heights of every script, on lines as far apart as its own. Measured once: a new size is a new one. */
export function Writing() {
  return (
    <Section name="writing" varies={['theme', 'size']}>
      {LANGUAGES.map((language) => (
        <Sample key={language} language={language} />
      ))}
    </Section>
  );
}

function Sample({ language }: { language: Language }) {
  const { i18n } = useTranslation();
  const t = i18n.getFixedT(language);
  const { lang, dir } = SCRIPTS[language];
  const sentence = t('welcome.delay', { duration: t('duration.minutes', { count: 2 }) });
  return (
    <div className="gallery-sample" lang={lang} dir={dir}>
      <Line size="title" text={t('language.title')} />
      <Line size="card" text={t('language.own-name')} />
      <Line size="body" text={sentence} />
      <Line size="small" text={sentence} />
    </div>
  );
}

function Line({ size, text }: { size: 'title' | 'card' | 'body' | 'small'; text: string }) {
  const line = useRef<HTMLParagraphElement>(null);
  const [measured, setMeasured] = useState('');
  useLayoutEffect(() => setMeasured(line.current ? measure(line.current) : ''), []);
  return (
    <>
      <p className="gallery-name" lang="en" dir="ltr">
        {size} · {measured}
      </p>
      <p ref={line} className="gallery-line" data-size={size}>
        {text}
      </p>
    </>
  );
}

function measure(element: HTMLElement): string {
  const { fontSize, lineHeight } = getComputedStyle(element);
  const root = getComputedStyle(document.documentElement);
  const size = Number.parseFloat(fontSize);
  const millimetres = size / Number.parseFloat(root.getPropertyValue('--mm'));
  return `${millimetres.toFixed(1)} mm / ${(Number.parseFloat(lineHeight) / size).toFixed(2)}`;
}
