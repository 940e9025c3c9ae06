// Two soft notes. Browsers allow sound only once the page was touched, or where the screen's browser is set up for it.
const NOTES = [659.3, 523.3]; // Hz: e″, c″
const LENGTH = 0.9; // s
const APART = 0.45; // s

export class Chime {
  private context: AudioContext | null = null;

  /** Whether sound may be made now. */
  get unlocked(): boolean {
    return this.context?.state === "running";
  }

  /** Tries to be allowed; succeeds inside a click or tap, and anywhere where the browser asks for none. */
  async unlock(): Promise<boolean> {
    if (typeof AudioContext === "undefined") return false;
    this.context ??= new AudioContext();
    if (this.context.state !== "running") {
      // Outside a tap the promise may stay open for ever.
      await Promise.race([this.context.resume().catch(() => undefined), new Promise((done) => setTimeout(done, 300))]);
    }
    return this.unlocked;
  }

  /** Rings, and gives the seconds that it takes; 0 where sound is not allowed. */
  ring(): number {
    const context = this.context;
    if (context?.state !== "running") return 0;
    NOTES.forEach((frequency, turn) => {
      const start = context.currentTime + turn * APART;
      const note = context.createOscillator();
      const loudness = context.createGain();
      note.frequency.value = frequency;
      loudness.gain.setValueAtTime(0, start);
      loudness.gain.linearRampToValueAtTime(0.3, start + 0.02);
      loudness.gain.exponentialRampToValueAtTime(0.001, start + LENGTH);
      note.connect(loudness).connect(context.destination);
      note.start(start);
      note.stop(start + LENGTH);
    });
    return APART + LENGTH;
  }
}
