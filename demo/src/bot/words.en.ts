import type { Opening } from "#railway/opening-hours.ts";
import type { TicketId } from "#railway/railway.ts";

const days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const dayOf = (day: number): string => days[day - 1] ?? "";

/** "", "tomorrow " or "Monday ". */
const when = (inDays: number, day: number): string =>
  inDays === 0 ? "" : inDays === 1 ? "tomorrow " : `${dayOf(day)} `;

type TicketWords = { title: string; subtitle: string; note: string; pictureAlt: string };

const tickets: Record<TicketId, TicketWords> = {
  "one-zone": {
    title: "Single, 1 zone",
    subtitle: "Along the coast, or between two neighbours. Valid for 60 minutes.",
    note: "Valid for 60 minutes within one zone, as often as you like.",
    pictureAlt: "The coast: a lighthouse over a calm sea",
  },
  "two-zones": {
    title: "Single, 2 zones",
    subtitle: "From the sea into the valley. Valid for 90 minutes.",
    note: "Valid for 90 minutes in two neighbouring zones. You may break the journey.",
    pictureAlt: "The valley: a river between green hills, and a railcar",
  },
  "three-zones": {
    title: "Single, 3 zones",
    subtitle: "The whole line, harbour to summit. Valid for two hours.",
    note: "Valid for two hours on the whole line. You may break the journey.",
    pictureAlt: "The summit: snow-covered peaks above dark firs",
  },
  "day-pass": {
    title: "Day pass",
    subtitle: "All zones, all day, one bicycle included.",
    note: "Valid on all trains until the last one of the day, with one bicycle.",
    pictureAlt: "A mountain lake at sunset, with a railcar at its shore",
  },
};

/** All that the bot says, in English. Other languages have the same words: leaving one out does not compile. */
export const en = {
  labels: {
    departures: "Departures",
    fares: "Fares",
    lostProperty: "Lost property",
    hours: "Opening hours",
    photo: "A photo",
    tale: "Story of the line",
    person: "Talk to a person",
    back: "Way back",
    otherStation: "Other station",
    details: "Details",
    menu: "Menu",
    trainsFrom: "Trains from there",
    trainsTo: "Trains to there",
    allFares: "All fares",
  },
  hello: "Hello! I am Aubri, the assistant of the Aubrelle Line. What can I do for you?",
  helloAgain: "Hello again! What can I do for you?",
  fallback: {
    not_understood: "Sorry, I did not understand that. I know my way around these:",
    unknown_link: "That button is from an older timetable. Choose again, please:",
    failed: "Sorry, something went wrong on our side. Please try again, or choose here:",
    station: (name: string) => `You mentioned ${name}. Shall I look up its trains?`,
  },
  departures: {
    askFrom: "From which station?",
    askTo: (from: string) => `From ${from}, good. Where to?`,
    near: "I do not know that station. Did you mean one of these?",
    unknown: "I do not know that station. These are ours:",
    same: "You are there already! Where would you like to go?",
    heading: (from: string, to: string) => `**${from}** to **${to}**`,
    row: (when: string, departs: string, arrives: string) => `${when}${departs}, arrives ${arrives}`,
    fare: (price: string) => `A single costs ${price}.`,
    inDays: when,
  },
  fares: {
    heading: "The line has three zones: A is the coast, B the valley, C the mountains.",
    tickets,
    details: (title: string, price: string, reduced: string, note: string) =>
      `**${title}**\n${price}, or ${reduced} for those under 16 or over 65, students and seekers of work.\n${note}\n` +
      "Sold at every station, on board, and at the ticket offices.",
  },
  lost: {
    begin: "I am sorry to hear that. What did you lose? A few words will do, for example: a blue umbrella.",
    resume: (item: string) => `We began a report about “${item}”. Shall we go on?`,
    goOn: "Go on",
    anew: "Start again",
    askItem: "Please tell me in a few words what you lost.",
    askPlace: (item: string) => `“${item}”, noted. Where did you last have it?`,
    onTheTrain: "On the train",
    unknownPlace: "I do not know that place. Was it on the train, or at one of our stations?",
    askDay: "And when was that?",
    today: "Today",
    yesterday: "Yesterday",
    earlier: "Earlier",
    summary: (item: string, place: string, day: string) =>
      `Let me read that back:\n- What: ${item}\n- Where: ${place}\n- When: ${day}\nIs that right?`,
    yes: "Yes, send it",
    done: (reference: string, office: string, days: number, kept: number) =>
      `Thank you. Your report is **${reference}**. What we find is sorted at ${office} within ${days} days and kept for ${kept}. ` +
      "Bring the number, and something that proves who you are.",
  },
  hours: {
    heading: "Our ticket offices:",
    line: (station: string, times: string, now: string) => `**${station}**: ${times} (${now})`,
    period: (first: number, last: number, opens: string, closes: string) =>
      first === last ? `${dayOf(first)} ${opens}–${closes}` : `${dayOf(first)} to ${dayOf(last)} ${opens}–${closes}`,
    now: (opening: Opening) =>
      opening.type === "open"
        ? `open now, until ${opening.until}`
        : `closed now, opens ${when(opening.inDays, opening.day)}at ${opening.opens}`,
  },
  photo: {
    alt: "A red railcar crosses a tall stone viaduct, with wooded hills and a snow-covered peak behind it",
    caption: "The Brécy viaduct: fourteen arches, 61 metres above the Aubrelle. Sit on the left when you go up.",
  },
  tale: [
    "In 1887 a salt merchant of Port-Clément had a simple problem: the salt was at the sea, and those who needed it, the cheese dairies, were in the mountains. The mules took three days. He sold his ships and bought rails.",
    "The first fifteen miles were easy. Then came the gorge at Brécy, and for four years a hundred and twenty masons lived in huts at its edge. They laid fourteen arches, and under the seventh, it is said, a bottle of wine for whoever takes the viaduct down again. Nobody has been thirsty enough.",
    "On 2 June 1894 the first train reached Hautepierre, eleven hours late, because it stopped at every farm to let people touch it. It carried forty sacks of salt, two mayors and a piano.",
    "The salt went by lorry in 1961, and the line was to be closed. But every morning a hundred and ten children came down to school by the 7:05, and their parents sat down on the rails at Combe-Noire, with soup. They sat for nine days. The line stayed.",
    "Today the railcars run on current from the lake, forty-one trains a day carry schoolchildren, skiers and cheese, and the 7:05 is still called *the soup*.",
  ],
  person: (telephone: string, opening: Opening) =>
    opening.type === "open"
      ? `Someone is there for you now, until ${opening.until}: call ${telephone}. I will be here meanwhile.`
      : `Nobody is at the desk just now. A person answers on ${telephone} from ${when(opening.inDays, opening.day)}${opening.opens}. ` +
        "Can I help you meanwhile?",
};

export type Words = typeof en;
