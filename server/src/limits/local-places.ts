import { randomUUID } from "node:crypto";

export type Place = { name: string; key: string; id: string };

/** The places that this process has taken. */
export class LocalPlaces {
  readonly #places = new Map<string, Set<Place>>();

  count(name: string, key: string): number {
    return this.#places.get(slot(name, key))?.size ?? 0;
  }

  take(name: string, key: string): Place {
    const place = { name, key, id: randomUUID() };
    const places = this.#places.get(slot(name, key)) ?? new Set();
    this.#places.set(slot(name, key), places.add(place));
    return place;
  }

  /** @returns false: it was given back before. */
  give(place: Place): boolean {
    const id = slot(place.name, place.key);
    const places = this.#places.get(id);
    if (places?.delete(place) !== true) return false;
    if (places.size === 0) this.#places.delete(id);
    return true;
  }
}

function slot(name: string, key: string): string {
  return `${name} ${key}`;
}
