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
    Maus in der 3D-Ansicht: Ziehen dreht, Ziehen mit rechts oder mit Umschalt verschiebt, das Rad zoomt, Klicken wählt aus (Umschalt: dazu, Strg: nicht mehr), Doppelklick rückt in die Mitte (Alt: folgt), Rechtsklick öffnet ein Menü.
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
reset-menu = Reset ⏷
reset-menu-text = Stellt wieder her, was war: eine Gruppe von Reglern, alle Regler oder den ganzen Lauf. Jede Zeile sagt, was sie tut.
reset-one = Ein Regler: Doppelklick auf den Namen, oder „zurück“ bzw. „freigeben“ daneben.
reset-group = Eine Gruppe von Reglern
reset-group-text = Gibt den Einstellungen einer Gruppe zurück, was die Szene hat; in Klammern, wie viele abweichen.
top-undo-restart = Wiederholt den Lauf, den der Neustart verlassen hat.
differing-chip = { $count } von { $all } anders
differing-text = { $count } von { $all } Einstellungen weichen von der Szene ab. Ein Klick zeigt sie, mit dem Weg zurück.
differing-both = { $now } (Szene: { $scene })
differing-none = Alles ist wie in der Szene.
differing-revert = zurück
differing-revert-group = Gruppe zurück
differing-revert-name = Zurücksetzen: { $name }
differing-revert-text = Zurück zu dem, was die Szene hat. { $key } nimmt es zurück.
settings-inputs = Neuromodulatoren und Eingang
settings-state = Hirnzustand
settings-neurons = Bemalung und Schwellen von Neuronen
settings-rules = Plastizitätsregeln
settings-speed = Tempo
settings-neurons-count =
    { $count ->
        [one] 1 Neuron anders als in der Szene
       *[other] { $count } Neuronen anders als in der Szene
    }
settings-timeline = ihr Zeitplan
settings-by-state = vom Hirnzustand gesetzt
settings-held = gehalten bei { $level }
settings-paint = Aufgemalte Erregbarkeit
settings-resting = Ruheschwellen
settings-on = an
settings-off = aus
settings-several = mehrere Werte
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
        [one] { $pattern } darbieten: Alle Eingangskanäle werden aktiv (am stärksten treiben sie 1 Neuron an). Der Zeitplan wartet so lange.
       *[other] { $pattern } darbieten: Alle Eingangskanäle werden aktiv (am stärksten treiben sie { $neurons } Neuronen an). Der Zeitplan wartet so lange.
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
level-above = Über dem Ende des Reglers: Eine Belohnung hebt den Wert für eine Weile dorthin.
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
mechanisms-gate-text = Wie sehr sich die erregenden Synapsen jetzt ändern dürfen: Dopamin über seinem Grundpegel und Acetylcholin bei neuem Eingang öffnen das Tor, ein Test schließt es.
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
    Bereich { $low } bis { $high }. Szene: { $scene }. Voreinstellung: { $default } ({ $source }).
parameter-varies = Projektionen oder Populationen dieser Szene haben verschiedene Werte; gezeigt wird der Wert der ersten. Verschieben setzt alle; „zurück“ gibt jeder ihren eigenen Wert wieder.
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
pad-gate-test = Je grüner, desto weiter wäre das Plastizitätstor offen. Ein Test läuft: Nichts öffnet es.
pad-gate-new = Je grüner, desto weiter wäre das Plastizitätstor offen. Der Eingang ist neu: Beide öffnen es.
pad-gate-known = Je grüner, desto weiter wäre das Plastizitätstor offen. Ohne neuen Eingang öffnet nur Dopamin es.

speed-max = max.
step-unit-step = 1 Schritt

# Obere Leiste

top-restart = Neustart
top-restart-full = Neustart
top-reseed = Seed neu
top-reseed-full = Neuer Seed
top-seed = Seed { $seed }
top-seed-text = Startwert (Seed): Alle Zufallszahlen folgen aus dieser Zahl; derselbe Startwert ergibt denselben Lauf.
top-keys = Tasten  ?
top-manual = Handbuch
top-find = Finden …
top-no-change = Sie haben nichts geändert, worauf das wirken könnte. Darbietungen und Belohnungen lassen sich nicht zurücknehmen.
top-finish = Beenden
top-finish-full = Film beenden
top-filmed =
    { $frames ->
        [one] { $seconds } s, 1 Bild
       *[other] { $seconds } s, { $frames } Bilder
    }
top-film = Film
top-picture = Bild

# Zeitleiste

time-play = Start
time-pause = Pause
time-step = Schritt
time-step-back = ◀ Zurück
time-step-unit = Wie weit ein Schritt geht. Der Integrationsschritt dieser Szene ist { $step } ms.
time-stopped = GESTOPPT
time-filming = FILMT
time-until = BIS { $until }
time-live = LÄUFT
time-paused = PAUSE
time-t =
    Modellzeit seit Beginn des Laufs. Jeder Augenblick bis { $end } s lässt sich noch einmal ansehen: Klicken Sie auf das Band darunter, oder ziehen Sie darauf. Was dafür aufbewahrt wird, braucht { $kept } von { $most } MiB; wird es mehr, werden alte Augenblicke dünner aufbewahrt, und der Weg zu ihnen dauert länger.
time-past = RÜCKBLICK
time-past-text = Ein früherer Augenblick dieses Laufs. Er geht weiter, wie er ging, bis Sie etwas ändern: Dann beginnt eine andere Zukunft.
time-to-end = Zum Ende
time-branch = ZWEIG
time-branch-text = Ab { $time } s ist dieser Lauf ein anderer als der, in dem Sie zurückgegangen sind.
twin-title = Zwilling
twin-none = Es gibt keinen Zwilling. { $key } öffnet einen.
twin-without-nothing = ohne Unterschied
twin-without = ohne { $rule }
twin-end = Zwilling beenden
twin-end-short = Beenden
twin-run = Lauf
twin-badge-run = LAUF
twin-badge-without = ZWILLING { $without }
twin-badge = ZWILLING
twin-badge-branch = ZWEIG { $name }
twin-badge-difference = ZWILLING − LAUF
twin-both = Beide
twin-difference = Unterschied
twin-difference-short = Δ
twin-in-twin = Zwilling
twin-in-run = Lauf
twin-same = Lauf und Zwilling sind seit { $begin } s gleich.
twin-parted = Gleich bis { $time } s, dann feuert #{ $neuron } nur im { $who }. Von den Spikes der letzten { $seconds } s unterscheiden sich { $share } %.
branch-click =
    { $text }
    Ein Klick geht in ihm weiter.
branch-unchanged = wie es war
branch-text = Zweig { $name }: ab { $parts } s { $change }; er ging bis { $end } s.
branch-text-of = Zweig { $name }, aus Zweig { $parent }: ab { $parts } s { $change }; er ging bis { $end } s.
branches-title = Läufe ({ $count })
branches-this = Der, der weitergeht:
branches-go = In ihm weitergehen
branches-beside = Neben den Lauf
branches-beside-text = Geht dahin zurück, wo er sich trennt, und von dort mit beiden nebeneinander bis jetzt: wo sie sich trennen und was sich unterscheidet.
branches-forget = Vergessen
branches-forget-text = Lässt diese Zukunft fallen. Das lässt sich nicht zurücknehmen.
branches-text = Die Läufe dieser Sitzung: andere Zukünfte von diesem, die Sie verließen, als Sie in seiner Vergangenheit etwas änderten, und die Läufe davor. Jeder lässt sich dort öffnen, wo er stand.
runs-picture = Das Netz, wie es dort zuletzt zu sehen war, gefärbt nach: { $variable }
runs-earlier = Frühere Läufe dieser Sitzung:
runs-name = Lauf { $number }
runs-open = Wieder öffnen
runs-open-text = Rechnet ihn von Anfang an noch einmal, bis aufs Bit gleich, und hält an, wo er endete. Der jetzige Lauf kommt in diese Liste.
runs-forget = Vergessen
runs-forget-text = Nimmt ihn von dieser Liste.
runs-text = { $scene }, Seed { $seed }, bis { $end } s, { $changes ->
        [one] 1 Änderung
       *[other] { $changes } Änderungen
    }
branches-name = Zweig { $number }
no-event-after = In dieser Szene ist nichts mehr geplant.
time-timeline = Zeitplan { $at } von { $length } s
top-changed = Beim Öffnen gesetzt: { $changes }
time-timeline-waits = Zeitplan wartet bei { $at } von { $length } s
time-timeline-text = Wo der Zeitplan der Szene steht. Er wartet, solange Sie einen Hirnzustand festhalten oder ein Muster darbieten.
time-loop = Schleife
time-ribbon-empty = Hier erscheinen die Spikes des ganzen Laufs.

speed = Tempo
speed-text = Modellzeit, die je Sekunde vor dem Bildschirm vergeht.
speed-notches =
    Modellzeit, die je Sekunde vor dem Bildschirm vergeht. Stufen: 1 ms, 5, 20, 100, 250 ms, 1 s (Echtzeit), 5 s, 1 min, so schnell wie möglich.
    Tasten: [ langsamer, ] schneller, \ Echtzeit
speed-slider = Tempo, Modellzeit je Sekunde
speed-film = Film mit { $speed }
speed-film-text = Modellzeit je Sekunde des Films. Während er entsteht, wartet das Modell auf jedes Bild.
speed-asked-got = soll { $asked }, ist { $got }
speed-reached-text = Gewünschtes und erreichtes Tempo (Modellzeit je Sekunde vor dem Bildschirm).
speed-behind-text = Dieser Computer hält mit dem gewünschten Tempo nicht mit. Das Modell behält seinen Zeitschritt; es braucht nur länger.

band-no-timeline = diese Szene hat keinen Zeitplan
band-text = Gewesen: { $past }. Geplant: { $plan }.
band-block = { $what } { $start } bis { $end } s
band-at = { $what } ({ $start } bis { $end } s)
band-choice = { $time } s: { $name }: { $chosen } ({ $rates })
choice-yes = ja
choice-no = nein
choice-none = keine
band-at-planned = geplant: { $what } ({ $start } bis { $end } s)
band-at-waiting = geplant, sobald Sie der Szene folgen: { $what } ({ $start } bis { $end } s)
band-merged = Der längste von mehreren Abschnitten, die zu kurz sind, um sie einzeln zu zeigen.
band-skipped = { $time } s: { $hours } h auf einmal übersprungen
band-marker = { $time } s: Ihre Marke. Von hier an zählen Verschiebungen der Schwelle: { $shown } zeigt sie, { $again } setzt die Marke auf jetzt.

until-title = Weiter bis …
until-title-short = Bis …
until-phase = zum Ende der Phase
until-recall = ein Hinweisreiz 80 % seiner Gedächtnisspur abruft
back-title = Zurück …
back-phase = zum Beginn der Phase
back-presentation = zur letzten Darbietung
back-brain-state = wo das Netz zuletzt einschlief oder aufwachte
back-replay = zum letzten Replay
back-recall = zum letzten Hinweisreiz, der seine Gedächtnisspur abrief
back-spike = zum letzten Spike des ausgewählten Neurons
back-rate = wo alle Neuronen zuletzt über 20 Spikes/s feuerten
back-second = um 1 s
back-ten-seconds = um 10 s
back-minute = um 1 min
back-never = In dem, was vom Lauf vor diesem Augenblick aufbewahrt ist, gab es das nicht.
back-refused = Nicht zurückgegangen: { $to }. { $why }
until-presentation = zur nächsten Darbietung
until-brain-state = das Netz einschläft oder aufwacht
until-replay = zum nächsten Replay
until-spike = das ausgewählte Neuron feuert
until-rate = alle Neuronen mit über 20 Spikes/s feuern
until-second = 1 s später
until-ten-seconds = 10 s später
until-minute = 1 min später
until-neuron = Neuron #{ $neuron } feuert
until-rate-of = alle Neuronen mit über { $rate } Spikes/s feuern
until-seconds = { $seconds } s später
until-over = Der Zeitplan der Szene ist zu Ende.
until-waits = Der Zeitplan wartet auf den Hirnzustand, den Sie festhalten: Lassen Sie das Netz der Szene folgen.
until-no-presentation = Es kommt keine Darbietung mehr.
until-no-other-state = Der Hirnzustand bleibt, wie er ist.
until-no-memory = Die Szene hat kein Gedächtnis, das abgespielt werden könnte.
until-no-neuron = Wählen Sie zuerst ein Neuron aus.
until-refused = Nicht weiter bis { $until }: { $why }

# Was geändert wurde

change-undone = zurückgenommen: { $change }
change-and-more = { $change } und { $count } weitere
change-neuron = Neuron #{ $neuron }
change-neurons =
    { $count ->
        [one] 1 Neuron
       *[other] { $count } Neuronen
    }
change-poke = { $whom } angestoßen: { $current } pA für { $length } ms
change-paint = { $whom } bemalt: { $value }
change-paint-off = aufgemalte Erregbarkeit von { $whom } entfernt
change-modulator = { $modulator } bei { $level } gehalten
change-modulator-released = { $modulator } freigegeben
change-input-strength = Eingangsstärke { $strength } ×
change-rule-on = { $rule } ein
change-rule-off = { $rule } aus
change-parameter-reset = { $rule }: { $parameter } wie in der Szene
change-present = { $pattern } dargeboten
change-cue = Hinweisreiz { $pattern } ({ $percent } %)
change-end = Ende der Darbietung
change-state = { $state } festgehalten
change-follow = der Szene gefolgt
change-own = { $property } von { $whom }: { $value }
change-reward = Belohnung { $size }
change-reset-activity = Aktivität wie am Anfang
change-reset-plasticity = Plastizität wie am Anfang
change-resume = nach einem Halt fortgesetzt

# Vorhersage

forecast = Vorhersage
forecast-text = Kennzeichnet die Zellen, die am ehesten zu einer Gedächtnisspur kommen: die, denen das Muster, gemessen am Abstand zu ihrer Schwelle, den meisten Strom bringt. Nach der Darbietung sagen die Zeichen, wer dazukam. Sie schaut nur zu.
forecast-hide = Verbirgt, wer am ehesten zu { $pattern } kommt.
forecast-show = Zeigt, wer am ehesten zu { $pattern } kommt.
forecast-of = Vorhersage { $pattern }
forecast-likely =
    { $cells ->
        [one] 1 Zelle kommt am ehesten zu { $pattern }
       *[other] { $cells } Zellen kommen am ehesten zu { $pattern }
    }
forecast-frozen = Eingefroren, während { $pattern } dargeboten wird.
forecast-follows = Folgt den Schwellen, bis { $pattern } dargeboten wird.
forecast-hits = { $cells } vorhergesagt und dabei
forecast-misses = { $cells } vorhergesagt, nicht dabei
forecast-unforeseen = { $cells } unvorhergesehen dabei
forecast-right = Richtig { $right } %, durch Zufall { $chance } %
forecast-right-text = Richtig: Anteil der vorhergesagten Zellen, die dazukamen. Durch Zufall: was eine Vorhersage durch Los erreichte, der Anteil aller dieser Zellen, die dazukamen. Dabei: 10 Spikes/s oder mehr während der Darbietung.
forecast-nobody = Keine Zelle wurde vorhergesagt.
forecast-again = Neu vorhersagen
forecast-again-text = Macht eine neue Vorhersage aus den Schwellen von jetzt.
forecast-first-presentation = der ersten Darbietung
forecast-presentation = Darbietung { $number }
forecast-compared = Erstellt bei { $time } s, verglichen mit { $which }.
forecast-compared-part = Erstellt bei { $time } s, verglichen mit { $which }, { $percent } % von { $pattern }.

# Malen, Anstoßen und was sonst in der Hand liegt

paint-heading = Erregbarkeit malen
paint-clear = alle löschen
paint-clear-text = Entfernt die aufgemalte Erregbarkeit aller Neuronen, auch die der Szene.
paint-clear-name = Alle aufgemalte Erregbarkeit entfernen
paint-none = Kein Neuron ist bemalt.
paint-brush = Pinsel
paint-brush-name = Mit dem Pinsel malen
paint-lowered = { $count } gesenkt
paint-raised = { $count } erhöht
paint-strength = Stärke
paint-strength-text = Aufgemalter Wert u, −1 bis 1, wie ihn ein Experiment mit Licht oder einem Designer-Wirkstoff setzt: Über 0 sinkt die Schwelle, unter 0 steigt sie. Umschalt beim Malen kehrt das Vorzeichen um.
paint-strength-value = { $strength }, Schwelle { $shift } mV
paint-strength-slider = Stärke des Malens, −1 bis 1
paint-radius-text = Radius des Pinsels auf dem Bildschirm. Ziehen bemalt jedes erregende Neuron, über das der Kreis kommt, in jeder Tiefe; ein Klick bemalt ein Neuron. Auch Strg+Rad über dem Netz ändert ihn.
paint-radius-slider = Radius des Pinsels, Pixel
paint-share = Anteil
paint-share-text = Wie viele der erregenden Neuronen die Schaltflächen darunter bemalen.
paint-share-value =
    { $neurons ->
        [one] { $percent } % = 1 Neuron
       *[other] { $percent } % = { $neurons } Neuronen
    }
paint-share-slider = Anteil der zu bemalenden Neuronen, Prozent
paint-most = erregbarste
paint-most-name = Die erregbarsten bemalen
paint-most-text = Bemalt die mit den jetzt niedrigsten Schwellen.
paint-least = am wenigsten erregbare
paint-least-name = Die am wenigsten erregbaren bemalen
paint-least-text = Bemalt die mit den jetzt höchsten Schwellen.
paint-random = zufällige
paint-random-name = Zufällige bemalen
paint-random-text = Bemalt ausgeloste Neuronen, so wie ein Virus sie infiziert. Jedes Drücken lost andere aus; derselbe Startwert lost dieselben aus.

poke-heading = Anstoßen
poke-name = Neuronen anstoßen
poke-current = Strom
poke-current-text =
    Strom des Pulses, { $low } bis { $high } pA; anfangs { $default } pA, wodurch ein ruhendes Neuron einmal feuert (MODEL 2.2). Unter 0 hält er Neuronen vom Feuern ab.
    Ein Doppelklick auf den Namen führt dorthin zurück.
poke-length = Dauer
poke-length-text =
    Dauer des Pulses, { $low } bis { $high } ms; anfangs { $default } ms.
    Ein Doppelklick auf den Namen führt dorthin zurück.
poke-circle = Kreis
poke-circle-text = Radius des Kreises auf dem Bildschirm. Auch Strg+Rad über dem Netz ändert ihn.
poke-slider = Anstoßen: { $name }, { $unit }

hand-brush = Ziehen malt, Esc beendet
hand-brush-long = Ziehen malt, ein Klick bemalt ein Neuron, Umschalt kehrt das Vorzeichen um, Esc beendet
hand-poke = Klicken stößt an, Esc beendet
hand-poke-long = Klicken oder Ziehen stößt die Neuronen im Kreis an, Strg+Rad ändert seine Größe, Esc beendet
hand-box = Rahmen aufziehen, Esc beendet
hand-box-long = Rahmen um Neuronen aufziehen: wählt sie aus, mit Umschalt dazu, mit Strg nicht mehr; Esc beendet
hand-stroke =
    { $neurons ->
        [one] { $what } · 1 Neuron
       *[other] { $what } · { $neurons } Neuronen
    }

# Über der 3D-Ansicht

layout-button = Anordnung: { $layout }
gizmo-from = Von { $side }
gizmo-look-from = Blick von { $side }
box-legend = Legende
box-replays = Replays
box-caption = Untertitel
box-notes = Vereinfacht
notes-heading = Hier vereinfacht:
notes-more = und { $count } weitere
notice-close = Schließen
description-copy = Kopieren
description-close = Schließen
sound-not-opened = Der Klang der Spikes ist aus: Kein Lautsprecher ließ sich öffnen ({ $why }). Bitte sehen Sie nach, ob einer angeschlossen ist und der Tondienst des Systems läuft (unter Linux PulseAudio oder PipeWire, mit pacat oder pw-cat), und schalten Sie den Klang dann wieder ein.
sound-lost = Der Klang der Spikes ist aus: Der Lautsprecher nimmt nichts mehr an. Sobald er wieder da ist, schalten Sie den Klang bitte wieder ein.
letters-missing = Keine Schrift dieses Computers hat diese Zeichen: { $letters }. Sie erscheinen als Kästchen.

# Halt und Entgleisung

stop-heading = Angehalten bei { $time } s
stop-rewind = { $seconds } s zurück
stop-rewind-text = Geht 5 s Modellzeit zurück. Was danach kam, bleibt als Zweig.
stop-continue = Trotzdem weiter
stop-continue-text = Macht mit dem Netz weiter, wie es ist. Derselbe Wächter hält es dafür nicht noch einmal an.

breakdown-heading = Der Lauf ist bei { $time } s abgebrochen
breakdown-what = Beim { $doing }: { $message }
breakdown-kept-unchanged = Das ist ein Fehler von Rheobase, nicht Ihres Netzes. Nichts ist verloren: Szene und Startwert führen wieder dorthin, und der Bericht enthält sie.
breakdown-kept =
    { $changes ->
        [one] Das ist ein Fehler von Rheobase, nicht Ihres Netzes. Nichts ist verloren: Szene, Startwert und Ihre eine Änderung führen wieder dorthin, und der Bericht enthält sie.
       *[other] Das ist ein Fehler von Rheobase, nicht Ihres Netzes. Nichts ist verloren: Szene, Startwert und Ihre { $changes } Änderungen führen wieder dorthin, und der Bericht enthält sie.
    }
breakdown-back = { $seconds } s zurück
breakdown-back-text = Wiederholt den Lauf bis 5 s Modellzeit davor. Was danach kam, bleibt als Zweig.
breakdown-save = Bericht speichern
breakdown-save-text = Schreibt eine Textdatei mit Szene, Startwert, Version, Ihren Änderungen und der Meldung in den aktuellen Ordner. Bitte geben Sie sie an die weiter, die Rheobase pflegen.
breakdown-saved = Bericht gespeichert: { $path }

menu = Menü
menu-text = Alles, was getan werden kann, mit seinen Tasten.

# Film und Bild

film-title = Film und Bild
film-size = Größe
film-rate = Bilder je Sekunde
film-quality = Qualität
film-length = Länge
film-folder = Ordner für Filme
film-own-folder = Ihr eigener für Filme
film-choose-folder = Wählen …
film-start = Film beginnen
film-picture = Bild speichern
film-again = { $key } beginnt den nächsten Film ebenso und beendet ihn.
film-upright = 1080 × 1920, hochkant
film-square = 1080 × 1080, quadratisch
film-as-window = wie das Fenster
film-small = kleine Datei
film-good = gut
film-fine = fein, zum Schneiden
film-open-end = bis zum Beenden

# Parameter mit anderen Werten

parameter-sweep = Durchlauf …
parameter-sweep-text = Der Lauf mit anderen Werten dieses Parameters, im Hintergrund.
sweep-title = Durchlauf
sweep-first = Parameter
sweep-second = Zweiter Parameter
sweep-none = keiner
sweep-repeats = Startwerte
sweep-repeats-text = Läufe je Wert. Ein Lauf ist ein Beispiel, 20 sind ein Beleg.
sweep-read = Messgröße
sweep-until = Bis
sweep-until-text = Wie lang jeder Lauf ist. Raten und Pegel werden als Mittel der letzten Sekunde abgelesen, der Abruf in seiner letzten Darbietung, Schwellen und Gewichte am Ende.
sweep-from = Von
sweep-to = bis
sweep-to-name = Bis
sweep-in = in
sweep-count = Anzahl der Werte
sweep-values = Werten
sweep-measuring = Misst, wie schnell Läufe sind …
sweep-cost = { $runs } Läufe: etwa { $time }, { $mb } MB, auf freien Kernen.
sweep-use = { $n } nehmen
sweep-use-text = Weniger Startwerte, dann weniger Werte: etwa eine Stunde.
sweep-anyway = Trotzdem rechnen
sweep-start = Beginnen
sweep-stop = Anhalten
sweep-save = Tabelle speichern …
sweep-save-text = Eine Zeile je Lauf: Werte, Startwert, was abgelesen wurde.
sweep-save-title = Die Ergebnisse des Durchlaufs speichern
sweep-interval = Mittel von { $n } Läufen, 95-%-Intervall
sweep-missing = { $n } ohne Wert
sweep-click = Ein Klick öffnet diesen Lauf.
sweep-no-run = noch kein Lauf
