import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { BigButton } from '../ui/index.ts';

export interface RescueProps {
  /** Throws the broken page away. */
  end: () => void;
  children: ReactNode;
}

/** A bug in a screen never leaves a white page: it says what to do, and the visit begins again. */
export class Rescue extends Component<RescueProps, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    return this.state.failed ? <TroubleScreen again={this.props.end} /> : this.props.children;
  }
}

function TroubleScreen({ again }: { again: () => void }) {
  const { t } = useTranslation();
  return (
    <main className="goodbye">
      <h1 className="screen-title">{t('trouble.title')}</h1>
      <p className="lead lines">{t('trouble.text')}</p>
      <BigButton kind="main" onPress={again}>
        {t('trouble.again')}
      </BigButton>
    </main>
  );
}
