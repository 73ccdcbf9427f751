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
