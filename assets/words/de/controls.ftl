# Regler, Werkzeuge, obere Leiste und Zeitleiste.

# Namen der Tasten

key-shift = Umschalt
key-ctrl = Strg
key-pad = Num
key-right = Rechts
key-left = Links
key-up = Auf
key-down = Ab
key-space = Leertaste
key-enter = Eingabe
key-backspace = Rücktaste
key-insert = Einfg
key-delete = Entf
key-home = Pos1
key-end = Ende
key-page-up = Bild auf
key-page-down = Bild ab

# Liste der Tasten

key-list-title = Tasten
key-list-search = Suche: Film, Farbe, F7 …
key-list-mouse =
    Maus in der 3D-Ansicht: Ziehen dreht, Ziehen mit rechts oder mit Umschalt verschiebt, das Rad holt heran, Klicken wählt aus (Umschalt: dazu, Strg: nicht mehr), Doppelklick rückt in die Mitte (Alt: folgt), Rechtsklick öffnet ein Menü.
    Mit dem Pinsel: Ziehen mit links malt, Umschalt kehrt das Vorzeichen um, Strg+Rad ändert seine Größe.
key-list-none = Das tut keine Taste.
key-list-click-does = Ein Klick führt es aus.
key-list-press = Drücken Sie die neue Taste für „{ $command }“; mit Esc bleibt die bisherige.
key-list-hint = Ein Klick auf einen Namen führt ihn aus; nach einem Klick auf die Taste können Sie eine andere drücken.
key-list-all-usual = Alle Tasten wie üblich
key-list-change = Klicken und eine andere Taste drücken.
key-list-change-back = Klicken und eine andere Taste drücken. Üblich: { $keys }; ein Rechtsklick bringt sie zurück.
key-list-key-of = Taste für { $command }: { $key }
key-as-usual = { $command }: { $key }, wie üblich.
keys-all-usual = Alle Befehle haben ihre üblichen Tasten.
key-kept = { $command } behält seine Taste.
key-for-widgets = { $key } dient dazu, Bedienelemente zu erreichen und zu betätigen: Kein Befehl kann diese Taste haben.
key-given = { $command }: { $key }.
key-taken = { $command }: { $key }. { $other } hatte sie zuvor und hat jetzt keine.
key-taken-other-left = { $command }: { $key }. { $other } hatte sie zuvor und hat noch { $left }.

# Regler

controls-heading = Regler
controls-reset = Alle zurücksetzen
controls-more = Mehr ({ $count })
controls-held-by-scene = von der Szene gehalten
controls-held-by-you = von Ihnen gehalten
controls-set-by = gesetzt durch { $state }
controls-input-strength = Eingangsstärke
controls-input-strength-text =
    Faktor auf die Raten aller Mustereingänge: 0 ist kein Eingang, 1 wie in der Szene, 3 dreimal so viel.
    Ein Doppelklick auf den Namen stellt wieder 1 ein.
controls-input-strength-slider = Eingangsstärke, Faktor 0 bis 3
controls-patterns = Muster
controls-no-patterns = Diese Szene hat keine Muster.
controls-end = Darbietung beenden
controls-end-text = Beendet die Darbietung des Musters.
controls-end-none = Es wird kein Muster dargeboten.
controls-present = Darbieten
controls-present-text = Zeigt dem Netz ein Muster für die Darbietungszeit der Szene, mit Plastizität.
controls-present-pattern = { $pattern } darbieten
controls-present-pattern-text =
    { $neurons ->
        [one] { $pattern } darbieten: Alle Eingangskanäle werden aktiv (am stärksten treiben sie 1 Neuron). Der Zeitplan wartet so lange.
       *[other] { $pattern } darbieten: Alle Eingangskanäle werden aktiv (am stärksten treiben sie { $neurons } Neuronen). Der Zeitplan wartet so lange.
    }
controls-cue = Hinweis { $percent } %
controls-cue-text = Zeigt einen Teil eines Musters bei eingefrorener Plastizität: Ergänzt ihn das Netz?
controls-cue-pattern = Hinweisreiz { $pattern }
controls-cue-pattern-text = Hinweisreiz { $pattern }: { $percent } % der Kanäle, Plastizität eingefroren. Der Zeitplan wartet so lange.
controls-brain-state = Hirnzustand
controls-follow-short = Szene
controls-follow = Der Szene folgen
controls-follow-text = Der Zeitplan der Szene bestimmt, wann das Netz wach ist und wann es schläft. Ein Zustand, den Sie wählen, hält an, bis Sie hierher zurückkehren, und der Zeitplan wartet.
controls-wake = Wach
controls-wake-text = Hält das Netz wach: Acetylcholin hoch, Eingänge kommen an.
controls-nrem-short = Schlaf
controls-nrem = Schlaf (NREM)
controls-nrem-text = Versetzt das Netz in Non-REM-Schlaf: Acetylcholin niedrig, Up- und Down-Zustände, Replay.
controls-rem-short = REM
controls-rem = REM-Schlaf
controls-rem-text = Versetzt das Netz in REM-Schlaf: Acetylcholin hoch, kein Eingang von außen.

level-release = freigeben
level-release-text = Lässt den Hirnzustand { $name } wieder bestimmen; jetzt { $set_by }.
level-release-name = { $name } freigeben
level-text =
    { $explanation }
    Jetzt { $level } von 0 bis 1, { $set_by }. Ziehen hält den Wert fest.
level-slider = { $name }, Wert von 0 bis 1

# Regeln und ihre Parameter

mechanisms-heading = Plastizität
mechanisms-intrinsic = der Neuronen (intrinsisch)
mechanisms-synaptic = der Synapsen
mechanisms-short-term = der Übertragung (Kurzzeit)
mechanisms-revert = alle zurück
mechanisms-revert-text = Schaltet alle Regeln ein und gibt jedem Parameter den Wert der Szene zurück.
mechanisms-revert-none = Alle Regeln sind wie in der Szene.
mechanisms-revert-name = Alle Regeln zurücksetzen
mechanisms-changed = { $count } geändert
mechanisms-none = In dieser Szene lernt nichts.
mechanisms-gate = Plastizitätstor { $percent } % offen
mechanisms-gate-text = Wie sehr sich die erregenden Synapsen jetzt ändern dürfen: Dopamin über seinem Ruhewert und Acetylcholin bei neuem Eingang öffnen das Tor, ein Test schließt es.
mechanisms-more = { $more } weitere
mechanisms-more-changed = { $more } weitere, { $changed } geändert
mechanisms-fold = Verbirgt die Parameter dieser Regel.
mechanisms-unfold = Zeigt die Parameter dieser Regel.
mechanisms-parameters = Parameter der Regel { $rule }

parameter-field = { $name } der Regel { $rule }, Wert
parameter-slider = { $name } der Regel { $rule }
parameter-several = mehrere
parameter-revert = zurück
parameter-revert-each = Gibt jeder Projektion oder Population ihren eigenen Wert der Szene zurück.
parameter-revert-text = Zurück zum Wert der Szene: { $value }.
parameter-revert-name = { $name } der Regel { $rule } zurücksetzen
parameter-source-model = Modellbeschreibung
parameter-text =
    { $meaning }
    Bereich { $low } bis { $high }. Szene: { $scene }. Vorgabe: { $default } ({ $source }).
parameter-varies = Projektionen oder Populationen dieser Szene haben verschiedene Werte; gezeigt ist der der ersten. Ein Verschieben setzt alle, „zurück“ gibt jeder ihren eigenen Wert wieder.
unit-spikes = Spikes/s

# Feld für Dopamin und Acetylcholin

pad-dopamine = Dopamin, 0 bis 1
pad-acetylcholine = Acetylcholin, 0 bis 1
pad-both = Aufmerksamkeit, Belohnung
pad-reward = nur Belohnung
pad-name = Feld für Dopamin und Acetylcholin. { $text }
pad-awake = Wach
pad-set-by-state = gesetzt durch den Hirnzustand
pad-text = Dopamin { $dopamine }, Acetylcholin { $acetylcholine }, { $who }. Ziehen hält beide fest, ein Doppelklick gibt beide frei. Linie: die letzte Minute. Quadrate: was die Hirnzustände setzen.
pad-gate-test = Heller: Das Plastizitätstor wäre weiter offen. Ein Test läuft: Nichts öffnet es.
pad-gate-new = Heller: Das Plastizitätstor wäre weiter offen. Der Eingang ist neu: Beide öffnen es.
pad-gate-known = Heller: Das Plastizitätstor wäre weiter offen. Ohne neuen Eingang öffnet nur Dopamin es.

speed-max = max.
step-unit-step = 1 Schritt
