/**
 * Full case folding (Unicode, CaseFolding.txt, status C and F): letters that differ only in case become equal, also where
 * one has two letters: "Straße" and "STRASSE" are both "strasse".
 */
export function normalizeCase(text: string): string {
  // Capitals have no ß, no ligatures and no final sigma, so going over them folds these letters too.
  return text.toLowerCase().replaceAll(special, (letter) => letter.toUpperCase().toLowerCase());
}

const special = /[ßŉǰΐΰևẖẗẘẙẚς\uFB00-\uFB17]/gu;
