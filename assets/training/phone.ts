/**
 * What a telephone's export of a chat has beside its files, and what a program for photographs writes beside a raw picture. Names are
 * code names; nobody has written any of this to anybody.
 */
export const chatName = 'WhatsApp Chat with Training.txt';
export const filmName = 'VID-20160428-WA0012.mp4';
export const copyName = 'IMG-20160428-WA0011.jpg';
export const noteName = 'PTT-20160428-WA0013.opus';

/** As Android's WhatsApp writes it: times of the telephone, no zone. One file is named that nobody has. */
export const chat = `28/04/2016, 05:40 - Messages and calls are end-to-end encrypted.
28/04/2016, 05:58 - Juniper 2 (training): TRAINING. Everything in this chat is fictional.
28/04/2016, 06:40 - Juniper 2 (training): ${copyName} (file attached)
28/04/2016, 06:41 - Juniper 2 (training): the front, from the street. تدريب
28/04/2016, 06:44 - Juniper 2 (training): ${filmName} (file attached)
28/04/2016, 06:45 - Juniper 2 (training): still burning after midnight, from the roof
28/04/2016, 07:02 - Juniper 2 (training): ${noteName} (file attached)
28/04/2016, 07:05 - Juniper 2 (training): IMG-20160428-WA0014.jpg (file attached)
28/04/2016, 07:30 - Training 1: received, thank you. Keep the originals on the card.
`;

export const sidecar = `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
    xmp:Rating="4" xmp:Label="TRAINING" photoshop:Instructions="Training data, fictional">
   <dc:description><rdf:Alt><rdf:li xml:lang="x-default">TRAINING: the road after the ambulance had turned back</rdf:li></rdf:Alt></dc:description>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>
`;
