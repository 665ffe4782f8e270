/** Debian's CUPS. */
export const PRINT_SERVICE = '/usr/sbin/cupsd';

/** A printer that takes PDF as it is, after the filters that stand before every printer. */
export const PDF_DRIVER = '/usr/share/ppd/cupsfilters/Generic-PDF_Printer-PDF.ppd';

/** What reads a printed paper: its words, its size, its picture, the square on it. */
export const PAPER_READERS = {
  words: '/usr/bin/pdftotext',
  facts: '/usr/bin/pdfinfo',
  picture: '/usr/bin/pdftoppm',
  square: '/usr/bin/zbarimg',
};
