/**
 * All texts of the bot, in English: ICU MessageFormat. The wordings of a list are used in turn; `messenger` beside
 * `default` is a variant for one channel. The French texts are in the file beside this one, which does not compile when one
 * is missing.
 */
export const en = {
  label: {
    departures: "Departures",
    stations: "Stations",
    fares: "Fares",
    lostProperty: "Lost property",
    hours: "Opening hours",
    photo: "A photo",
    tale: "Story of the line",
    person: "Talk to a person",
    nearest: "Nearest station",
    shareLocation: "Share my location",
    back: "Back to Aubri",
    wayBack: "Way back",
    otherStation: "Other station",
    remind: "Tell me when",
    details: "Details",
    menu: "Menu",
    allFares: "All fares",
    form: "Fill in a form",
    today: "Today",
    yesterday: "Yesterday",
    earlier: "Earlier",
    send: "Yes, send it",
    anew: "Start again",
  },
  hello: [
    "Hello! I am Aubri, the assistant of the Aubrelle Line. What can I do for you?",
    "Hello and welcome! I am Aubri, the assistant of the Aubrelle Line. How can I help?",
  ],
  helloAgain: ["Hello again! What can I do for you?", "Hello again! Where shall we go?"],
  back: "Here I am again. What can I do for you?",
  thanks:
    "{opinion, select, up {Thank you, I am glad that helped!} down {I am sorry. A person may know better than I do:} other {You are welcome!}}",
  picture: "Thank you, noted. I cannot look at files myself. Is it about something you lost?",
  fallback: {
    not_understood: [
      "Sorry, I did not understand that. I know my way around these:",
      "Sorry, that is beyond me. These I can help with:",
    ],
    unknown_link: "That button is from an older timetable. Choose again, please:",
    gave_up: "Let us leave that for now. Here is what else I can do:",
    said_nothing: "I have nothing to say to that, I am afraid. Choose again, please:",
    failed: "Sorry, something went wrong on our side. Please try again, or choose here:",
  },
  departures: {
    from: "From which station?",
    to: "And where to?",
    fromTo: "From {from}, good. Where to?",
    near: "I do not know that station. Did you mean {count, plural, one {this one} other {one of these}}?",
    unknown: "I do not know that station. These are ours:",
    same: "You are there already! Where would you like to go?",
    heading: "**{from}** to **{to}**",
    row: "- {when}{departs}, arrives {arrives}",
    fare: "A single costs {price, number, ::currency/EUR}.",
  },
  reminder: {
    set: "I will write to you when the {departs} leaves {from}. (This is a demo: it leaves in {seconds} seconds.)",
    leaving: "The {departs} from {from} to {to} is leaving now. Have a good journey!",
  },
  stations: {
    list: {
      default: "Our stations, from the sea upwards. Choose one to see its trains:",
      messenger: "Our stations, from the sea upwards. Tap one to see its trains:",
    },
    nearest:
      "{far, select, yes {Your nearest station is {station}, but that is {km, number, integer} km from you. Come and visit us!} other {Your nearest station is {station}, {km, number, ::.0} km from you.}}",
    share: "Share your location, and I will tell you which station is nearest.",
    about: "Zone {zone}, {altitude, number} m above the sea",
  },
  fares: {
    heading: "The line has three zones: A is the coast, B the valley, C the mountains.",
    card: "{title}, {price, number, ::currency/EUR}",
    details:
      "**{title}**\n{price, number, ::currency/EUR}, or {reduced, number, ::currency/EUR} for those under 16 or over 65, students and seekers of work.\n{validity}\nSold at every station, on board, and at the ticket offices.",
  },
  tickets: {
    "one-zone": {
      title: "Single, 1 zone",
      subtitle: "Along the coast, or between two neighbours. Valid for 60 minutes.",
      validity: "Valid for 60 minutes within one zone, as often as you like.",
      pictureAlt: "The coast: a lighthouse over a calm sea",
    },
    "two-zones": {
      title: "Single, 2 zones",
      subtitle: "From the sea into the valley. Valid for 90 minutes.",
      validity: "Valid for 90 minutes in two neighbouring zones. You may break the journey.",
      pictureAlt: "The valley: a river between green hills, and a railcar",
    },
    "three-zones": {
      title: "Single, 3 zones",
      subtitle: "The whole line, harbour to summit. Valid for two hours.",
      validity: "Valid for two hours on the whole line. You may break the journey.",
      pictureAlt: "The summit: snow-covered peaks above dark firs",
    },
    "day-pass": {
      title: "Day pass",
      subtitle: "All zones, all day, one bicycle included.",
      validity: "Valid on all trains until the last one of the day, with one bicycle.",
      pictureAlt: "A mountain lake at sunset, with a railcar at its shore",
    },
  },
  lost: {
    item: "I am sorry to hear that. What did you lose? A few words will do, for example: a blue umbrella. Whenever you like, say “go back”, “forget it”, or “no, at Brécy” to correct yourself.",
    place: "“{item}”, noted. Where did you last have it?",
    onTheTrain: "On the train",
    unknownPlace: "I do not know that place. Was it on the train, or at one of our stations?",
    day: "And when was that?",
    summary: "Let me read that back:\n- What: {item}\n- Where: {place}\n- When: {day}\nIs that right?",
    done: "Thank you. Your report is **{reference}**. What we find is sorted at {office} within {days, plural, one {a day} other {# days}} and kept for {kept}. Bring the number, and something that proves who you are.",
    form: {
      text: {
        default: "Here is the form. Three lines, and you are done:",
        messenger: "Messenger has no forms, so I ask you one thing after another.",
      },
      submit: { default: "Go on", messenger: "Ask me" },
      item: "What did you lose?",
      place: "Where did you last have it?",
      day: "When was that?",
    },
  },
  hours: {
    heading: "Our ticket offices:",
    line: "- **{station}**: {times} ({now})",
    period: "{count, plural, one {{first}} other {{first} to {last}}} {opens}–{closes}",
    open: "open now, until {until}",
    closed: "closed now, opens {when}at {opens}",
  },
  photo: {
    alt: "A red railcar crosses a tall stone viaduct, with wooded hills and a snow-covered peak behind it",
    caption: "The Brécy viaduct: fourteen arches, 61 metres above the Aubrelle. Sit on the left when you go up.",
  },
  tale: {
    text: [
      "In 1887 a salt merchant of Port-Clément had a simple problem: the salt was at the sea, and those who needed it, the cheese dairies, were in the mountains. The mules took three days. He sold his ships and bought rails.",
      "The first fifteen miles were easy. Then came the gorge at Brécy, and for four years a hundred and twenty masons lived in huts at its edge. They laid fourteen arches, and under the seventh, it is said, a bottle of wine for whoever takes the viaduct down again. Nobody has been thirsty enough. [1]",
      "On 2 June 1894 the first train reached Hautepierre, eleven hours late, because it stopped at every farm to let people touch it. It carried forty sacks of salt, two mayors and a piano.",
      "The salt went by lorry in 1961, and the line was to be closed. But every morning a hundred and ten children came down to school by the 7:05, and their parents sat down on the rails at Combe-Noire, with soup. They sat for nine days. The line stayed. [2]",
      "Today the railcars run on current from the lake, forty-one trains a day carry schoolchildren, skiers and cheese, and the 7:05 is still called *the soup*.",
    ].join("\n\n"),
    sources: {
      masons: "J. Vasseur, The Masons of Brécy, Aubrelle Valley Press 1931, chapter 4",
      soup: "Le Courrier de l'Aubrelle, 14 to 23 November 1961, page 1",
    },
  },
  planner: {
    looking: "Looking up trains",
    ready: "Here is what I found. Choose with the buttons:",
    heading: "Plan a trip",
    from: "From",
    to: "To",
    same: "You are there already",
    seats: "{seats, plural, one {# seat} other {# seats}}",
    fewer: "One fewer",
    more: "One more",
    bicycle: "With a bicycle",
    trains: "Next trains",
    departs: "Departs",
    arrives: "Arrives",
    minutes: "Minutes",
    prices: "Price of the journey",
    full: "Full fare",
    reduced: "Reduced",
    book: "Reserve",
    booked: "Your seats are reserved",
    reserved: "Reserved",
    number: "Number {id} (this is a demo: nothing was booked)",
    again: "Change the trip",
  },
  rules: {
    title: "Conditions of carriage",
    reading: "Reading the conditions",
    read: "Conditions of 2026 read",
    reasoning:
      "The visitor asks for the conditions as a whole. The edition of 2026 applies. Five parts matter to passengers: tickets, luggage, bicycles, animals, delays.",
    text: [
      "## Tickets",
      "A ticket is good for the zones that are printed on it, for two hours from its first use. A day pass is good until the last train. Children under six travel free of charge with an adult.",
      "## Luggage",
      "Whatever you can carry yourself travels with you. Skis and prams have their place at the end of the second carriage.",
      "## Bicycles",
      "Each train takes **eight bicycles**. Reserve a place from June to September; a tandem counts as two.",
      "## Animals",
      "Dogs travel on a lead, and with a muzzle where they are larger than a cat. Assistance dogs go everywhere.",
      "## Delays",
      "- From 30 minutes on you get a quarter of the fare back.",
      "- From 60 minutes on you get half of it.",
      "- If the last train is cancelled, we bring you to your station by road.",
    ].join("\n\n"),
  },
  news: "The soup train turns sixty-five: on Friday the 27th the 07:05 is served with soup again. Read how it came about: {url}",
  gradient: {
    default:
      "It climbs {metres, number} m on {distance, number} km:\n\n{formula}\n\nThat is {steepness, number} m in each kilometre, and the lake is where it rests.",
    messenger:
      "It climbs {metres, number} m on {distance, number} km. That is {steepness, number} m in each kilometre, and the lake is where it rests.",
  },
  openData: "The next trains up the line, as a program would like them:",
  person: {
    open: "Someone is there for you now, until {until}: call {telephone}, or write here. I leave you to them and keep silent for {minutes, plural, one {a minute} other {# minutes}}. (This is a demo: answer yourself, at the desk.) “Back to Aubri” wakes me sooner.",
    closed:
      "Nobody is at the desk just now. A person answers on {telephone} from {when}{opens}. Can I help you meanwhile?",
  },
} as const;
