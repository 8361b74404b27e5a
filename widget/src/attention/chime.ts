/** A soft sound of two notes, made here: there is no file to fetch. */
export type Chime = {
  /** Browsers let a page sound only after the visitor has pressed something in it. Call it then. */
  unlock(): void;
  /** Sounds if the browser lets it, else not at all: a sound that comes late says nothing. */
  play(): Promise<void>;
  end(): void;
};

/** Hertz, and seconds after the beginning. */
const notes = [
  { pitch: 659.3, at: 0 },
  { pitch: 880, at: 0.12 },
] as const;
const lengthSeconds = 0.6;
/** Of full loudness. */
const loudness = 0.07;

export function createChime(): Chime {
  let context: AudioContext | undefined;

  async function wake(): Promise<AudioContext | undefined> {
    if (globalThis.AudioContext === undefined) return undefined;
    context ??= new AudioContext();
    // Where it is not allowed, some browsers wait for a press and never answer.
    await Promise.race([context.resume(), new Promise((resolve) => setTimeout(resolve, 500))]);
    return context.state === "running" ? context : undefined;
  }

  return {
    unlock: () => void wake().then(() => context?.suspend()),
    async play() {
      // Before any press a context would only bring a warning into the page's console.
      if (context === undefined && !mayHaveSounded()) return;
      const awake = await wake();
      if (awake === undefined) return;
      const ends = notes.map(({ pitch, at }) => sound(awake, pitch, awake.currentTime + at));
      await Promise.all(ends);
      // A context that runs costs the visitor's battery.
      await awake.suspend();
    },
    end: () => void context?.close(),
  };
}

/** Browsers that cannot say it have unlocked the context at a press, or have none. */
const mayHaveSounded = (): boolean => (navigator as Partial<Navigator>).userActivation?.hasBeenActive ?? false;

function sound(context: AudioContext, pitch: number, from: number): Promise<void> {
  const tone = context.createOscillator();
  const volume = context.createGain();
  tone.frequency.value = pitch;
  volume.gain.setValueAtTime(0, from);
  volume.gain.linearRampToValueAtTime(loudness, from + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.0001, from + lengthSeconds);
  tone.connect(volume).connect(context.destination);
  tone.start(from);
  tone.stop(from + lengthSeconds);
  return new Promise((resolve) => {
    tone.addEventListener("ended", () => resolve());
  });
}
