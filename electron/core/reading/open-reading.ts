import { join } from 'node:path';
import { type KioskConfiguration } from '../../../shared/contract/index.ts';
import { Keyring } from '../identity/index.ts';
import { CONTENT_FILE, openSiteForReading, PRECIOUS_FILE } from '../store/index.ts';
import { ContentView } from './content-view.ts';
import { Reopening } from './reopening.ts';
import { readingRouter } from './router.ts';

export interface Reading {
  router: ReturnType<typeof readingRouter>;
  close(): void;
}

/** Opens what a page may read, without writing anything, and even before there is anything. */
export function openReading(options: {
  dataFolder: string;
  configuration: KioskConfiguration;
  version: string;
}): Reading {
  const { dataFolder, configuration, version } = options;
  const content = new Reopening(join(dataFolder, CONTENT_FILE), () => ContentView.open(dataFolder));
  const site = new Reopening(join(dataFolder, PRECIOUS_FILE), () => openSite(dataFolder));
  const router = readingRouter({
    version,
    configuration,
    content: () => content.get(),
    site: () => site.get(),
  });
  return {
    router,
    close() {
      content.close();
      site.close();
    },
  };
}

function openSite(dataFolder: string) {
  const opened = openSiteForReading(dataFolder);
  return {
    keyring: new Keyring(opened.site),
    get siteName() {
      return opened.site.enrolment()?.site.name;
    },
    close: () => opened.close(),
  };
}
