/** A track that sends silence: packets flow, so neither side takes the call for dead. */
export function createSilence(): () => MediaStreamTrack {
  let context: AudioContext | null = null;
  return () => {
    context ??= new AudioContext();
    const { stream } = context.createMediaStreamDestination();
    const [track] = stream.getAudioTracks();
    if (track === undefined) throw new Error("an audio destination has a track");
    return track;
  };
}
