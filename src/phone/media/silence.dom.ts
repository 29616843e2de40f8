/** A track that sends silence: packets flow, so neither side takes the call for dead. */
export function createSilence(): () => MediaStreamTrack {
  let context: AudioContext | null = null;
  return () => {
    context ??= new AudioContext();
    // A context made before anybody touched the page sleeps, and its tracks would send nothing at all.
    if (context.state === "suspended") void context.resume().catch(() => undefined);
    const { stream } = context.createMediaStreamDestination();
    const [track] = stream.getAudioTracks();
    if (track === undefined) throw new Error("an audio destination has a track");
    return track;
  };
}
