/** What the system promises (docs/protocol.md), each by name. A violation names the one that was broken. */
export const promises = {
  'one in flight': 'A key has one run in flight, unless the caller asked for another.',
  'one begin, one run': 'A begin begins one run at most, however often its calls are repeated.',
  'one request, one run':
    'A request with an Idempotency-Key begins one run in a day, and leads to it, however often it is sent.',
  'joined in flight':
    'Who joins a run joins one that was in flight, at his URL, or by the task ID that he named.',
  'accepted ends': 'What was accepted comes to its end, however late.',
  'ends once': 'A run has one terminal write, and nothing changes it afterwards.',
  'fence grows': 'The fence only grows, and who holds an old one changes nothing.',
  'lease grows':
    'Who holds a run holds it ever longer: no heartbeat takes back what a later one has written.',
  'holder is believed': 'Who holds the latest fence is never told that it has lost its run.',
  'own result':
    'The result is what the run with the recorded fence returned, for the stored arguments.',
  'three answers':
    'Unknown, in flight and expired are three answers, and none is given for another.',
  'fresh is served':
    'While a result is fresh, it or a later one is the answer of who may reuse it, and nothing begins.',
  'refused with reason':
    'Who is refused is told of a run that was in the way when he asked or later, and of no other code.',
  'found by both':
    'Once a begin has answered, its run is found by task ID, and it or a later one by URL.',
  'attempts bounded': 'No run has more attempts than its policy allows, nor is given up before.',
  'cancel holds':
    'A run cancelled before it started never starts; one that started ends as REVOKED or as what won, soon where no call fails.',
  'message or lease': 'Nothing is in flight without a message that will come again.',
  'one place':
    "A run stands in one place: while the head holds it, its copy is nobody's to change.",
  'begins once': 'A run that was replaced or has ended never comes back to the head.',
  'no fault, no failure': 'Where no call fails, no caller hears of a failure.',
  fits: 'Whatever is written fits into its limit before the call is made.',
} as const;

export type PromiseName = keyof typeof promises;

/** A promise that was broken, and how. */
export interface Violation {
  promise: PromiseName;
  how: string;
}
