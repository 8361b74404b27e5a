/**
 * The Aubrelle Line: an invented railway of eight stations, from the harbour of Port-Clément up to Hautepierre. All data
 * of it is here; the site and the bot read the same data.
 * @module
 */
export type StationId =
  | "port-clement"
  | "les-salines"
  | "saint-evrard"
  | "brecy"
  | "montaubrel"
  | "combe-noire"
  | "lac-arvieres"
  | "hautepierre";

export type Zone = "A" | "B" | "C";

/**
 * `minute`: how long a train takes from Port-Clément, and the same on the way back. `latitude`, `longitude`: invented, too.
 */
export type Station = {
  id: StationId;
  name: string;
  zone: Zone;
  minute: number;
  altitude: number;
  latitude: number;
  longitude: number;
};

/** In the order of the line, from the sea. */
export const stations: readonly Station[] = [
  { id: "port-clement", name: "Port-Clément", zone: "A", minute: 0, altitude: 4, latitude: 43.062, longitude: 6.152 },
  { id: "les-salines", name: "Les Salines", zone: "A", minute: 7, altitude: 9, latitude: 43.094, longitude: 6.188 },
  { id: "saint-evrard", name: "Saint-Évrard", zone: "A", minute: 16, altitude: 61, latitude: 43.151, longitude: 6.204 },
  { id: "brecy", name: "Brécy-le-Pont", zone: "B", minute: 25, altitude: 148, latitude: 43.214, longitude: 6.247 },
  { id: "montaubrel", name: "Montaubrel", zone: "B", minute: 36, altitude: 322, latitude: 43.283, longitude: 6.301 },
  { id: "combe-noire", name: "Combe-Noire", zone: "C", minute: 47, altitude: 611, latitude: 43.352, longitude: 6.338 },
  {
    id: "lac-arvieres",
    name: "Lac d'Arvières",
    zone: "C",
    minute: 57,
    altitude: 874,
    latitude: 43.409,
    longitude: 6.371,
  },
  { id: "hautepierre", name: "Hautepierre", zone: "C", minute: 68, altitude: 1126, latitude: 43.466, longitude: 6.425 },
];

/** Time zone of all times below. */
export const timeZone = "Europe/Paris";

/** When trains leave the ends of the line. *Up*: from Port-Clément to Hautepierre. */
export const trains = {
  weekday: {
    up: "05:42 06:12 06:42 07:12 07:42 08:12 09:12 10:12 11:12 12:12 13:12 14:12 15:12 16:12 16:42 17:12 17:42 18:12 19:12 20:12 22:12",
    down: "05:05 05:35 06:05 06:35 07:05 07:35 08:35 09:35 10:35 11:35 12:35 13:35 14:35 15:35 16:35 17:05 17:35 18:35 19:35 21:35",
  },
  weekend: {
    up: "07:12 08:42 09:12 10:12 11:12 12:12 13:12 14:12 15:12 16:12 17:12 18:12 19:12 21:12",
    down: "07:35 08:35 10:05 11:35 12:35 13:35 14:35 15:35 16:35 17:05 17:35 18:35 19:35 21:05",
  },
};

export type TicketId = "one-zone" | "two-zones" | "three-zones" | "day-pass";

/** Prices in cents; `reduced`: under 16, over 65, students, seekers of work. */
export type Ticket = { id: TicketId; price: number; reduced: number; picture: string };

export const tickets: readonly Ticket[] = [
  { id: "one-zone", price: 240, reduced: 120, picture: "coast" },
  { id: "two-zones", price: 410, reduced: 210, picture: "valley" },
  { id: "three-zones", price: 590, reduced: 300, picture: "summit" },
  { id: "day-pass", price: 1250, reduced: 600, picture: "lake" },
];

/** Days as Monday 1 to Sunday 7. */
export type Hours = { days: readonly number[]; opens: string; closes: string };

export type Office = { station: StationId; hours: readonly Hours[] };

const workdays = [1, 2, 3, 4, 5];

export const offices: readonly Office[] = [
  {
    station: "port-clement",
    hours: [
      { days: workdays, opens: "06:30", closes: "19:30" },
      { days: [6, 7], opens: "08:00", closes: "18:00" },
    ],
  },
  { station: "montaubrel", hours: [{ days: [...workdays, 6], opens: "08:30", closes: "17:30" }] },
  { station: "hautepierre", hours: [{ days: [1, 2, 3, 4, 5, 6, 7], opens: "09:00", closes: "17:00" }] },
];

/** When a person answers the telephone. */
export const helpline = {
  telephone: "04 65 71 20 48",
  hours: [
    { days: workdays, opens: "08:00", closes: "18:00" },
    { days: [6], opens: "09:00", closes: "13:00" },
  ],
};

export const lostProperty = { office: "port-clement", keptDays: 30, daysUntilSorted: 2 } as const;

export function stationOf(id: StationId): Station {
  const station = stations.find((candidate) => candidate.id === id);
  if (station === undefined) throw new Error(`there is no station ${id}`);
  return station;
}

export function ticketOf(id: TicketId): Ticket {
  const ticket = tickets.find((candidate) => candidate.id === id);
  if (ticket === undefined) throw new Error(`there is no ticket ${id}`);
  return ticket;
}
