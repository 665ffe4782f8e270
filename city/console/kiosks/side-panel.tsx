import { X } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { Button } from 'react-aria-components';
import { useMessages } from '../words/index.ts';

interface SidePanelProps {
  title: ReactNode;
  onClose: () => void;
  children: ReactNode;
}

/** One thing beside the list: the focus goes there when it opens, and Escape closes it. */
export function SidePanel({ title, onClose, children }: SidePanelProps) {
  const { say } = useMessages();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape, from anything inside
    <section
      className="side"
      aria-labelledby="side-title"
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <div className="side-head">
        <h2 id="side-title" ref={heading} tabIndex={-1}>
          {title}
        </h2>
        <Button className="button button-plain" onPress={onClose}>
          <X aria-hidden /> {say('kiosks.close')}
        </Button>
      </div>
      {children}
    </section>
  );
}
