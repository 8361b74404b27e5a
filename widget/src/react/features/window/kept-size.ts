/** How large the visitor wants the window. CSS pixels; undefined: as the page has it. */
export type Size = { readonly width?: number; readonly height?: number; readonly expanded: boolean };

export const usualSize: Size = { expanded: false };

const key = "causerie window";

/** Smaller, a message and the field to write in do not fit. */
export const least = { width: 280, height: 320 };

/** @returns the usual size for what is unreadable, or was kept by another version. */
export function readSize(): Size {
  try {
    return parseSize(JSON.parse(localStorage.getItem(key) ?? "null"));
  } catch {
    return usualSize; // Blocked, or no JSON.
  }
}

export function keepSize(size: Size): void {
  try {
    localStorage.setItem(key, JSON.stringify(size));
  } catch {
    // Blocked or full: it stays so until the page is left.
  }
}

export function parseSize(input: unknown): Size {
  const { width, height, expanded } = (input instanceof Object ? input : {}) as Record<string, unknown>;
  const isGood = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);
  return {
    expanded: expanded === true,
    ...(isGood(width) && isGood(height) ? bounded(width, height) : {}),
  };
}

/** The screen bounds it from above, in the style sheet. */
export function bounded(width: number, height: number): { width: number; height: number } {
  return {
    width: Math.round(Math.max(least.width, width)),
    height: Math.round(Math.max(least.height, height)),
  };
}
