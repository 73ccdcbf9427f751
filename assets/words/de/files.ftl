# Dateien, Bibliothek, Handbuch, Suche, Bilder und Filme, Einstellungen.

# Einstellungen

settings-unreadable = Die Einstellungen in { $file } sind nicht lesbar ({ $error }): Es gelten die üblichen, und neue werden nicht gespeichert.
settings-damaged = Die Einstellungen in { $file } sind beschädigt ({ $error }): Sie sind als { $kept } aufbewahrt, und es gelten die üblichen.
settings-damaged-stay = Die Einstellungen in { $file } sind beschädigt ({ $error }): Sie bleiben, wie sie sind, neue werden nicht gespeichert, und es gelten die üblichen.
settings-newer = Die Einstellungen in { $file } stammen von einem neueren Rheobase (Format { $format }, hier { $here }): Sie sind als { $kept } aufbewahrt, und es gelten die üblichen.
settings-newer-stay = Die Einstellungen in { $file } stammen von einem neueren Rheobase (Format { $format }, hier { $here }): Sie bleiben, wie sie sind, neue werden nicht gespeichert, und es gelten die üblichen.
settings-out-of-range = { $name } ist in den Einstellungen { $value }; erlaubt ist { $low } bis { $high }, daher gilt { $usual }.
settings-plots = Die Anordnung der Diagramme in den Einstellungen ist nicht möglich ({ $why }): Es gilt die der Szene.
settings-scene = Die zuletzt offene Szene lässt sich nicht öffnen, daher ist die übliche offen: { $why }
settings-not-saved = Die Einstellungen ließen sich nicht in { $file } speichern: { $error }

# Ein exportierter Lauf, noch einmal

again-unreadable = Die Datei ist nicht lesbar: { $error }.
again-no-summary = Das ist nicht die Zusammenfassung eines exportierten Laufs ({ $error }). Öffnen Sie seine `summary.json`.
again-no-scene = Die Szene des Laufs lässt sich nicht öffnen. { $fault }
again-other-step = Der Zeitschritt war { $before } ms, und der von { $scene } ist jetzt { $now } ms.
again-no-times = Die Zeiten des Laufs passen nicht zueinander.
again-no-change = Eine Änderung von Hand passt nicht mehr zur Szene. { $fault }

again-cancelled = Es wurde abgebrochen.

# Sitzungen

session-no-text = Die Sitzung lässt sich nicht aufschreiben: { $error }
session-too-large = Die Datei ist größer als 256 MiB, und so groß ist keine Sitzung.
session-no-utf8 = Das ist kein Text in UTF-8
session-damaged = Die Sitzung ist beschädigt oder unvollständig (Zeile { $place }: { $why }).
        Öffnen Sie eine andere Kopie; ihre Szene ist in der Datei noch als Text lesbar.
session-newer = Die Sitzung stammt von einem neueren Rheobase (Format { $format }, hier { $here }).
        Aktualisieren Sie Rheobase, um sie zu öffnen.
session-broke-down = Der Lauf ist zusammengebrochen: Starten Sie ihn neu oder gehen Sie in ihm zurück, bevor Sie ihn speichern.
session-no-window = Der Lauf aus { $file } wird geöffnet, aber nicht so, wie er zu sehen war: { $why }
session-not-saved = Die Sitzung wurde nicht gespeichert: { $why }
session-saved =
    Gespeichert in { $file }: der Lauf bis { $time } s mit { $changes ->
        [one] 1 Änderung
       *[other] { $changes } Änderungen
    }.
session-twin = der Zwilling
session-branches = andere Zweige des Laufs
session-same =
    Die Sitzung geht bei { $time } s weiter, nach { $changes ->
        [one] 1 Änderung
       *[other] { $changes } Änderungen
    }: auf das letzte Bit dieselbe.
session-not-same = Bis { $time } s wiederholt, ist es nicht der Lauf, der gespeichert wurde: Er stammt von einem anderen Programm.
session-opened =
    Die Sitzung geht bei { $time } s weiter, nach { $changes ->
        [one] 1 Änderung
       *[other] { $changes } Änderungen
    }.
again-failed = Der Lauf ließ sich nicht wiederholen: { $why } Der vorige geht weiter.
returning = Der Lauf wird wiederholt: { $percent } %
returning-text = Der vorige Lauf bleibt, bis er da ist.
unfinished-session =
    Rheobase endete mitten in „{ $title }“: { $time } s, { $changes ->
        [one] 1 Änderung
       *[other] { $changes } Änderungen
    }.
unfinished-go-on = Weiter damit
unfinished-go-on-text = Wiederholt sie, bis auf das letzte Bit, und zeigt sie, wie sie zu sehen war. Höchstens die letzte Sekunde fehlt.
unfinished-discard = Verwerfen
unfinished-discard-text = Fragt nicht mehr. Die Datei bleibt bei den Einstellungen als discarded.rheobase, bis die nächste verworfen wird.
autosave-not-begun = Die zuletzt aufbewahrte Sitzung ist nicht verwendbar, oder diese lässt sich nicht aufbewahren: { $why }
autosave-failed = Die Sitzung wird nicht für den Fall aufbewahrt, dass das Programm von selbst endet: { $why }
        Sie geht trotzdem weiter. „Sitzung speichern“ sichert sie an anderer Stelle.

# Export

export-strangers = Hinweis: nicht aus diesem Lauf, in { $folder }: { $tables }
export-no-summary = Die Zusammenfassung lässt sich nicht schreiben: { $error }
export-cannot-write = Schreiben ist nicht möglich: { $error }.
export-elsewhere = Wählen Sie einen anderen Ordner.
export-no-permission = Hier darf nicht geschrieben werden.
export-disk-full = Der Datenträger ist voll. Was vorher geschrieben wurde, bleibt erhalten.
export-make-room = Schaffen Sie Platz, wählen Sie einen anderen Ordner oder zeichnen Sie weniger auf.
export-read-only = Der Datenträger ist schreibgeschützt.
export-file-in-the-way = Eine Datei steht diesem Ordner im Weg.
export-folder-in-the-way = Ein Ordner steht dieser Datei im Weg.
export-rename = Benennen Sie ihn um oder wählen Sie einen anderen Ordner (--out).
export-same =
    Der exportierte Lauf, noch einmal bis { $time } s mit { $changes ->
        [one] 1 Änderung
       *[other] { $changes } Änderungen
    }: gleich bis aufs letzte Bit.
export-not-same = Noch einmal bis { $time } s: Es ist nicht der exportierte Lauf, denn seine Szene oder das Programm ist ein anderes.
export-crashed = Der Export ist abgebrochen: { $why }
export-not-begun = Der Export konnte nicht beginnen: { $error }
export-ended-early = Der Export endete zu früh.
export-failed = Der Lauf wurde nicht exportiert. { $why }
export-saved =
    { $spikes ->
        [one] 1 Spike
       *[other] { $spikes } Spikes
    } in { $tables ->
        [one] 1 Tabelle
       *[other] { $tables } Tabellen
    } und eine Zusammenfassung gespeichert in { $folder }.
export-interrupted = Nicht der ganze Lauf: unterbrochen bei t = { $time } s.
exporting = Lauf wird exportiert: { $percent } %
exporting-cancel = Abbrechen
exporting-stays = Was bis jetzt geschrieben wurde, bleibt erhalten.

# Dateidialog

file-dialog-cancel = Abbrechen
file-dialog-overwrite = Überschreiben
file-dialog-reload = Neu einlesen
file-dialog-working-directory = Zum Arbeitsordner
file-dialog-hidden = Verborgene zeigen
file-dialog-system-files = Systemdateien zeigen
file-dialog-pinned = Angeheftet
file-dialog-places = Orte
file-dialog-devices = Geräte
file-dialog-removable = Wechseldatenträger
file-dialog-home = Persönlich
file-dialog-desktop = Schreibtisch
file-dialog-documents = Dokumente
file-dialog-downloads = Downloads
file-dialog-audio = Musik
file-dialog-pictures = Bilder
file-dialog-videos = Videos
file-dialog-pin = Anheften
file-dialog-unpin = Lösen
file-dialog-rename = Umbenennen
file-dialog-selected-file = Ausgewählt:
file-dialog-file-name = Dateiname:
file-dialog-all-files = Alle Dateien
file-dialog-any = Beliebig
file-dialog-open = Öffnen
file-dialog-save = Speichern
file-dialog-overwrite-question = gibt es schon. Überschreiben?
file-dialog-no-folder-name = Der Ordner braucht einen Namen
file-dialog-no-file-name = Die Datei braucht einen Namen
file-dialog-folder-exists = Einen Ordner mit diesem Namen gibt es schon
file-dialog-file-exists = Eine Datei mit diesem Namen gibt es schon

# Szenendateien

files-held = Loslassen öffnet { $file }
files-saved = Gespeichert: { $file }.
files-not-saved = { $file } wurde nicht gespeichert: { $why }
files-cannot-write = { $error }. Wählen Sie einen anderen Ordner oder schaffen Sie Platz.
files-copied =
    Die Szene ist kopiert, { $lines ->
        [one] 1 Zeile
       *[other] { $lines } Zeilen
    }.
files-with-neurons =
    Was Sie bei { $n ->
        [one] 1 Neuron
       *[other] { $n } Neuronen
    } eingestellt haben, gilt darin von Anfang an.
files-without = Nicht darin: { $left_out }.
files-not-copied = Die Szene wurde nicht kopiert: { $why }
files-no-thread = Das System gibt keinen Thread, um sie zu lesen: { $error }.
files-close-others = Schließen Sie andere Programme und versuchen Sie es noch einmal.
files-anew = { $file } wurde gespeichert und ist neu geöffnet.
files-anew-changed = { $file } wurde gespeichert und ist neu geöffnet, weiterhin mit { $changes }.
files-kinds = Szenen, Sitzungen, Läufe (*.ron, *.rheobase, *.json)
files-scenes = Szenen (*.ron)
files-ask-open = Eine Szenendatei, eine Sitzung oder die Zusammenfassung eines exportierten Laufs öffnen
files-sessions = Sitzungen (*.rheobase)
files-ask-session = Die Sitzung speichern: den Lauf mit allem, was Sie getan haben, und wie er zu sehen ist
files-not-pasted = In der Zwischenablage ist keine Szene, die sich öffnen lässt. { $why }
files-nothing-to-paste = In der Zwischenablage ist kein Text: Kopieren Sie zuerst eine Szene.
files-ask-save = Die Szene speichern, wie sie jetzt eingestellt ist
files-ask-export = Den Lauf exportieren: ein neuer Ordner mit diesem Namen
files-ask-films = Der Ordner für Filme
files-ask-plot = { $plot } speichern: { $format }

scene-text-none = Es gibt noch keine Szene.
scene-text-modulators = von Hand gehaltene Neuromodulatoren
scene-text-input = die Eingangsstärke
scene-text-state = der von Hand gewählte Hirnzustand
scene-text-overridden = Werte, die ihr Zeitplan ebenso setzt

faults-mended = Sie öffnet sich von selbst, sobald sie berichtigt und gespeichert ist.
faults-read-again = Neu lesen
faults-copy = Alles kopieren
faults-copies = Kopiert alle Fehler als Text.
faults-close = Schließen
faults-heading =
    { $file } ist nicht offen: { $faults ->
        [one] 1 Fehler
       *[other] { $faults } Fehler
    }
faults-scene-before = Die bisherige Szene läuft weiter, wie sie ist.
faults-place = Zeile { $line }, Spalte { $column }

# Bibliothek

card-watching = Beim anfänglichen Tempo von 250 ms Modellzeit je Sekunde dauert das Zusehen { $time }; auf Wunsch geht es schneller.
card-verdict =
    Urteil { $verdict }, { $seeds ->
        [one] 1 Startwert
       *[other] { $seeds } Startwerte
    }
card-verdict-stale =
    Urteil { $verdict }, { $seeds ->
        [one] 1 Startwert
       *[other] { $seeds } Startwerte
    }, veraltet
card-open-now = jetzt offen
card-own = Ihre Szene
card-search = Nach „{ $word }“ suchen
card-shows = Zeigt Szenen mit „{ $word }“.
card-neurons =
    { $neurons ->
        [one] 1 Neuron
       *[other] { $neurons } Neuronen
    }
card-no-synapses = keine Synapsen
card-synapses =
    { $synapses ->
        [one] 1 Synapse
       *[other] { $synapses } Synapsen
    }
card-length = { $length } lang · { $watching } zum Zusehen
card-endless = Läuft ohne Ende weiter
library-title = Szenen
library-close = Schließen
library-open-file = Datei öffnen …
library-search = Suche: Schlaf, Dopamin, Schule …
library-reading-on =
    { $all ->
        [one] 1 Szene
       *[other] { $all } Szenen
    } gelesen, weitere folgen.
library-all =
    { $all ->
        [one] 1 Szene
       *[other] { $all } Szenen
    }.
library-some =
    { $shown } von { $all ->
        [one] 1 Szene
       *[other] { $all } Szenen
    }.
library-missing = Ohne Karte durch einen Fehler von Rheobase: { $scenes }
library-keys = Pfeiltasten wählen, Eingabe öffnet, Esc schließt.
library-recent = Zuletzt geöffnete Dateien
library-reading = Szenen werden gelesen …
library-nothing = Von „{ $query }“ handelt keine Szene.
library-show-all = Alle Szenen zeigen

# Handbuch

manual-title = Handbuch
manual-close = Schließen
manual-key-list = Liste der Tasten
manual-keys-instead = Tasten statt des Handbuchs
manual-search = Suche: Triplett, Calcium, Schlaf …
manual-keys = Auf und Ab wählen ein Kapitel, Bild auf und Bild ab blättern, Esc schließt.
manual-nothing = Im Handbuch kommt „{ $query }“ nicht vor.
manual-show-all = Alle Kapitel zeigen
manual-chapter = Kapitel: { $title }
manual-see-also = Siehe auch
manual-window = Das Fenster
manual-rules = Regeln der Plastizität
manual-variables = Variablen
manual-left-out = Was weggelassen ist
manual-model = Das Modell
manual-sources = Quellen
manual-aside-window = Fenster
manual-aside-rules = Regeln der Plastizität
manual-aside-variables = Variablen
manual-aside-left-out = Was weggelassen ist
manual-aside-model = Modell
manual-aside-sources = Quellen

chapter-simplified = Hier vereinfacht
chapter-says-nothing = Die Szene selbst sagt dazu nichts.
chapter-scene = In dieser Szene
chapter-scene-about = Was die offene Szene vereinfacht.
chapter-publications = Veröffentlichungen
chapter-key = Taste: `{ $key }`.
chapter-panels = Bedienfelder
chapter-panels-about = Was wo im Fenster steht.
chapter-over-time = Über der Zeit ({ $plots }): { $how }
chapter-plots = Diagramme
chapter-plots-about = Was jedes Diagramm zeigt.
chapter-parameters = Parameter
chapter-name = Name in einer Szene
chapter-meaning = Bedeutung
chapter-default = Voreinstellung
chapter-range = Bereich
chapter-source = Quelle der Voreinstellung
chapter-equations = Gleichungen und woher sie kommen
chapter-changes-excitatory = Sie ändert erregende Synapsen.
chapter-changes-inhibitory = Sie ändert hemmende Synapsen.
chapter-changes-synapses = Sie ändert Synapsen.
chapter-changes-excitability = Sie ändert, wie erregbar Neuronen sind.
chapter-transmission = Sie gehört zur Übertragung.
chapter-in-a-scene =
    In einer Szene: `{ $rule }` { $site ->
        [population] einer Population
       *[other] einer Projektion
    }.
chapter-slow = Sie wirkt einmal je Sekunde.
chapter-and = und
chapter-needs = Sie braucht { $rules } neben sich.
chapter-from-to = { $low } bis { $high }
chapter-section = Abschnitt
chapter-categories = Kategorien
chapter-variable = Variable, Symbol, Einheit
chapter-usual-range = Üblicher Bereich
chapter-variables-use = Variablen können die Neuronen färben (Taste `{ $key }`), und die vom Zustand eines Neurons selbst lassen sich aufzeichnen.
chapter-variables-about = Variablen: { $names }.
chapter-model-about = Abschnitt { $number } des Modells.

manual-panel-view = 3D-Ansicht
manual-panel-view-text = Alle Neuronen des Netzes: Kugeln erregen, Rauten hemmen. Wer feuert, leuchtet auf; die Füllung zeigt die Variable, die die Legende nennt. Ziehen dreht, und zwar um die Auswahl; Ziehen mit der rechten Taste verschiebt, das Rad zoomt, ein Klick wählt aus. Was alles andere bedeutet, das dort gezeichnet ist, sagt die Liste der Zeichen.
manual-panel-top-bar = Obere Leiste
manual-panel-top-bar-text = Der Titel der Szene, der alle Szenen öffnet; Neustart mit demselben oder einem neuen Startwert; Rückgängig und Wiederholen; Bilder und Filme; und welche Bedienfelder offen sind.
manual-panel-controls = Regler
manual-panel-controls-text = Was Sie mit dem Netz tun können: ein Muster oder einen Teil davon darbieten, es schlafen lassen, Neuromodulatoren halten, Erregbarkeit malen und Neuronen anstoßen, jede Regel der Plastizität ausschalten und ihre Parameter verstellen. Was von der Szene abweicht, hat eine Marke und einen Weg zurück. Ein Rechtsklick auf den Regler eines Parameters richtet einen Durchlauf ein: den Lauf mit anderen Werten davon, im Hintergrund.
manual-panel-inspector = Inspektor
manual-panel-inspector-text = Das ausgewählte Neuron: seine Werte, von denen sich einige setzen lassen; warum es feuerte, jede Ursache in Millivolt, und was seine Schwelle verschob; seine Synapsen; was man im Hirnschnitt daran messen würde. Von mehreren Mittelwert und Streuung; ohne Auswahl das Netz.
manual-panel-time-bar = Zeitleiste
manual-panel-time-bar-text = Lässt das Modell laufen, hält es an, geht Schritte und stellt ein, wie viel Modellzeit in einer Sekunde Zusehen vergeht. Das Band zeigt, was geschah, und dann, was geplant ist, mit Ihren Änderungen, Marken und Replays. Klicken oder ziehen Sie auf dem, was geschah, um diesen Augenblick noch einmal zu sehen (RÜCKBLICK, mit einem Rahmen um das Bild); von dort geht der Lauf weiter, wie er ging, bis Sie etwas ändern: Dann beginnt eine andere Zukunft (ZWEIG).
manual-panel-plots = Diagramme
manual-panel-plots-text = Diagramme des Laufs, jedes mit seiner Vergangenheit. Ziehen Sie einen Reiter neben, unter oder auf ein anderes Diagramm oder die Linie zwischen zweien; + öffnet ein weiteres oder verschiebt das vordere. Ein Fenster ohne Platz zeigt alle als Reiter. Speichern schreibt ein Diagramm, wie es zu sehen ist (PNG, SVG), oder was davon aufbewahrt ist als Tabelle (CSV). „Zufall?“ rechnet den Lauf, oder Lauf und Zwilling, mit 20 anderen Startwerten noch einmal und zeigt sie blass.
manual-panel-boxes = Kästen über dem Bild
manual-panel-boxes-text = Legende (was die Farben bedeuten), Untertitel (was geschieht, in einem Satz), Replays (wie oft jede Gedächtnisspur wiederholt wurde) und was die Szene vereinfacht. Jeder Kasten schließt mit seinem Kreuz und öffnet sich wieder mit einer Schaltfläche.
manual-panel-scenes = Szenen
manual-panel-scenes-text = Alle Szenen, die zum Programm gehören, und Ihre eigenen, mit einer Suche.
manual-panel-session = Sitzungen
manual-panel-session-text = Eine Sitzung ist der Lauf mit allem, was Sie getan haben, und wie er zu sehen ist, in einer Datei; geöffnet geht sie von da auf das Bit genau weiter. Sie wird auch laufend aufbewahrt: Wird das Programm abgebrochen, bietet der nächste Start sie an, und höchstens die letzte Sekunde fehlt.
manual-panel-palette = Alles finden
manual-panel-palette-text = Jeder Befehl, jede Szene, jede Variable, jedes Diagramm, jede Regel, jeder Parameter und jedes Kapitel mit Namen.
manual-panel-keys = Liste der Tasten
manual-panel-keys-text = Jeder Befehl mit seinen Tasten; ein Klick führt ihn aus.

# Alles finden

palette-search = Suche: Schlaf, Schwellenkarte, Calcium, Neustart …
palette-nothing = Hier heißt nichts „{ $query }“.
palette-scene = Szene
palette-file = zuvor geöffnete Datei
palette-colour = Farbe der Neuronen
palette-plot = Diagramm
palette-rule = Regel
palette-parameter = Parameter von { $rule }
palette-select-members = Zellen der Gedächtnisspur { $memory } auswählen
palette-members = Die Neuronen, die dieses Muster am stärksten antreibt.
palette-memory = Gedächtnisspur
palette-highest = Die { $count } höchsten auswählen nach { $variable }
palette-lowest = Die { $count } niedrigsten auswählen nach { $variable }
palette-ranks = Wählt Neuronen nach dem Rang dessen aus, was die Farbe zeigt; wie viele, sagt der Inspektor.
palette-rank = Rang
palette-manual = Handbuch: { $chapter }
palette-inspector = Inspektor
palette-slice = f-I-Kurve
palette-slice-text = Was man am gewählten Neuron im Hirnschnitt messen würde: Spikes je Strom, Rheobase, Latenz, AHP.
palette-values = Werte des Neurons
palette-inputs = Eingänge des Neurons
palette-outputs = Ausgänge des Neurons
palette-by-system = wie das System
palette-setting = { $setting }: { $value }
palette-is-setting = Einstellung
palette-theme-dark = dunkel
palette-theme-light = hell
palette-map = Farbverlauf: { $map }
palette-map-text = Farben dessen, was von wenig zu viel geht.

# Bilder und Filme

still-saved = Bild gespeichert: { $file }
still-ended-early = Der Thread endete zu früh
record-create = Die Datei { $file } lässt sich nicht anlegen: { $cause }. { $way_out }
record-write = Der Film endete bei Einzelbild { $frame }: { $cause }. { $way_out } Die Bilder davor sind erhalten.
record-finish = Der Film ließ sich nach Einzelbild { $frame } nicht abschließen: { $cause }. { $way_out }
record-encode = Der Film endete bei Einzelbild { $frame }: Der H.264-Encoder ist gescheitert ({ $cause }). Die Bilder davor sind erhalten. Beginnen Sie einen neuen Film; geschieht es wieder, melden Sie es bitte.
record-size = Der Film endete bei Einzelbild { $frame }: Es kam ein Bild mit { $found } Bytes, wo { $expected } hingehören. Das ist ein Fehler von Rheobase; bitte melden Sie ihn.
record-dimensions = Ein Film von { $width } × { $height } Pixeln ist nicht möglich: Beide Zahlen müssen gerade sein, mindestens 16 und höchstens 3840 × 2160.
record-still = Das Bild { $file } ließ sich nicht schreiben: { $cause }. Schaffen Sie Platz oder starten Sie Rheobase in einem anderen Ordner.
record-no-picture = Einzelbild { $frame } kam nicht von der Grafikkarte zurück. Die Bilder davor sind erhalten. Machen Sie das Fenster sichtbar und versuchen Sie es noch einmal.
record-no-view = Es gibt noch keine 3D-Ansicht zum Aufnehmen. Versuchen Sie es wieder, wenn das Netz zu sehen ist.
record-encoder-gone = Der Film endete bei Einzelbild { $frame }: Der Thread seines Encoders ist zu Ende. Die Bilder davor sind erhalten. Beginnen Sie einen neuen Film.
record-way-out-space = Schaffen Sie Platz und beginnen Sie einen neuen Film.
record-way-out-folder = Starten Sie Rheobase in einem Ordner, in den Sie schreiben dürfen.
record-way-out-make-folder = Legen Sie zuerst den Ordner an.
record-way-out-other-name = Wählen Sie einen anderen Namen; überschrieben wird nichts.
record-way-out-disk = Prüfen Sie den Datenträger und beginnen Sie einen neuen Film.
film-broke-down = Der Lauf ist abgebrochen, daher endet der Film dort.
film-started-again = Der Lauf wurde neu gestartet oder zurückgespult, daher endet der Film dort.
film-stopped = Die Simulation hielt bei { $time } s an, daher endet der Film dort.
film-none = Es wurde kein Film gespeichert: Er endete vor seinem ersten Bild.
film-saved =
    Film gespeichert: { $file } ({ $frames ->
        [one] 1 Bild
       *[other] { $frames } Bilder
    }, { $seconds } s).
film-part = Bis dahin gespeichert: { $file }.

# Farbensehen

vision-protan = gesehen ohne Rotzapfen (Protan)
vision-deutan = gesehen ohne Grünzapfen (Deutan)
vision-tritan = gesehen ohne Blauzapfen (Tritan)
vision-grey = in Grau, wie gedruckt

# Andere Namen, unter denen man sucht.

also-command-toggle-play = laufen, starten, anhalten, stoppen, weiter
also-command-step = Einzelschritt, weiter
also-command-run-until = vorspulen, springen zu, anhalten bei
also-command-sleep = Nacht, NREM, REM, einschlafen, Konsolidierung
also-command-loop = wiederholen, endlos
also-command-slower = Geschwindigkeit, Tempo, Zeitlupe
also-command-faster = Geschwindigkeit, Tempo, Zeitraffer
also-command-real-time = Geschwindigkeit, Tempo, normal
also-command-restart = von vorn, neu starten, zurücksetzen
also-command-restart-new-seed = Zufall, Seed, neuer Lauf
also-command-lab-sheet = Bericht, Protokoll, Markdown, Hausaufgabe, Notizen
also-command-reload-scene = neu laden, auffrischen
also-command-reset-activity = still, leeren, Membranen
also-command-reset-plasticity = vergessen, Gewichte, Schwellen, verlernen
also-command-reset-controls = Standardwerte, alles zurück
also-command-open-file = laden, importieren, RON
also-command-save-scene = sichern, RON
also-command-export = CSV, Daten, Ergebnisse, Lauf speichern
also-command-copy-scene = Zwischenablage, Quelltext, Szenencode, teilen
also-command-save-session = sichern, Fortschritt, Stand, aufbewahren
also-command-paste-scene = Zwischenablage, einfügen, Szenencode
also-command-library = Szenen, Beispiele, Bibliothek, laden
also-command-undo = zurück, widerrufen
also-command-redo = wiederherstellen, noch einmal
also-command-paint = Pinsel, malen, Optogenetik
also-command-poke = reizen, stimulieren, Strom, Impuls, Elektrode
also-command-frame = zoomen, zentrieren, einpassen
also-command-frame-all = ganzes Netz, herauszoomen, einpassen
also-command-look-from-top = Draufsicht
also-command-turntable = drehen, rotieren
also-command-less-motion = Bewegung verringern, Animation, Barrierefreiheit
also-command-wheel = Trackpad, scrollen, Mausrad, Gesten
also-command-layout = anordnen, Plätze, Positionen
also-command-synapses = Verbindungen, Leitungen, Kanten
also-command-shine = Bloom, Leuchten, Hof, Helligkeit
also-command-isolate = andere ausblenden, abdunkeln, Partner
also-command-choose-colour = Farbe, Variable, einfärben
also-command-mark = Bezugspunkt, Referenz, Nullpunkt
also-command-replay-lens = Reaktivierung, Sequenz, Ripple
also-command-clear = schließen, abbrechen, abwählen
also-command-select-box = Rechteck, Rahmen, Lasso
also-command-why = erklären, Ursache, Grund
also-command-watch = anheften, Kurve, Oszilloskop
also-command-follow = verfolgen, mitführen
also-command-toggle-controls = linke Leiste, Regler, Regeln, Neuromodulatoren
also-command-toggle-inspector = rechte Leiste, Einzelheiten, Eigenschaften
also-command-toggle-plots = untere Leiste, Grafiken, Kurven
also-command-hide-all = Präsentation, nur das Netz
also-command-describe = Bildschirmleser, Barrierefreiheit, vorlesen
also-command-larger-interface = Schriftgröße, vergrößern, Skalierung
also-command-smaller-interface = Schriftgröße, verkleinern, Skalierung
also-command-usual-interface = Schriftgröße, Skalierung
also-command-colour-vision = Farbenblindheit, Rot-Grün-Schwäche, Barrierefreiheit
also-command-projector = Beamer, Vortrag, Vorlesung, Unterricht
also-command-theme = Aussehen, Helligkeit
also-theme-dark = Dunkelmodus, Nacht
also-theme-light = Hellmodus, Tag
also-command-language = Deutsch, Englisch, Übersetzung
also-command-sound = Ton, hören, stumm
also-command-full-screen = Vollbild, maximieren
also-command-frame-rate = fps, Leistung
also-command-key-list = Tastenkürzel, Tastatur, Kurzbefehle
also-command-hints = Einführung, Hilfe, erste Schritte
also-command-manual = Hilfe, Dokumentation, Gleichungen, Literatur
also-command-still = Bildschirmfoto, Screenshot, PNG, Foto
also-command-film = Video, aufnehmen, MP4
also-plot-raster = Spikes, Spikezüge, Punktdiagramm
also-plot-rates = Feuerrate, Aktivität, Hz
also-plot-state-space = Phasenraum, Trajektorie, PCA, Hauptkomponenten
also-plot-weights = Histogramm, Synapsenstärke
also-plot-weight-matrix = Konnektivität, Heatmap
also-plot-threshold-map = Heatmap, Erregbarkeit über die Zeit
also-plot-thresholds = Histogramm, Verteilung, Erregbarkeit
also-plot-modulators = Dopamin, Acetylcholin, Serotonin, Noradrenalin, Neuromodulatoren
also-plot-plasticity = STDP-Fenster, Lernfenster
also-plot-neuron = Spannung, Membranpotential, Kurve, Oszilloskop
also-plot-replay = Reaktivierung, Schlaf
also-plot-recall = Erinnern, Gedächtnistest, Mustervervollständigung
also-plot-evidence = Experiment, Behauptung, Statistik
also-variable-potential = Spannung, Membranpotential, Vm
also-variable-rate = Feuerrate, Aktivität, Hz
also-variable-lasting-threshold = Feuerschwelle, Erregbarkeit
also-variable-threshold-shift = gelernte Schwelle, Änderung der Erregbarkeit
also-variable-ahp = Nachhyperpolarisation, Kalium
also-variable-paint = Optogenetik
also-variable-excitability = intrinsische Plastizität
also-variable-learning-tag = Markierung
also-variable-mean-incoming-weight = Synapsenstärke
also-variable-membership = Engramm, Muster, Ensemble
also-variable-replay-count = Reaktivierung
also-most-active = aktivstes Neuron, höchste Rate, ein Neuron auswählen
also-slice = Frequenz und Strom, fI-Kurve, Kennlinie, Verstärkung, Hirnschnitt, Patch-Clamp, Rheobase
also-values = Spannung, Schwelle, Rate, Eingangswiderstand, Einzelheiten
also-inputs = eingehende Synapsen, präsynaptische Partner, Sender
also-outputs = ausgehende Synapsen, postsynaptische Partner, Empfänger
also-map = Palette, Farbskala, Colormap

# Versuchsprotokoll

files-ask-lab-sheet = Versuchsprotokoll speichern: ein neuer Ordner dieses Namens
lab-sheet = Versuchsprotokoll
lab-sheet-text = Speichert einen Ordner: Ihre Frage und Ihr Ergebnis, den ganzen Aufbau mit allen Parametern und dem Startwert, was Sie geändert haben, das Netz und die Diagramme, wie sie jetzt zu sehen sind.
lab-sheet-question = Frage
lab-sheet-conclusion = Ergebnis
lab-sheet-save = Speichern …
lab-sheet-saving = Es wird gespeichert …
lab-sheet-saved = Das Versuchsprotokoll ist gespeichert: { $folder }.
lab-sheet-not-saved = Das Versuchsprotokoll { $folder } wurde nicht gespeichert: { $why }
lab-sheet-late = Das Bild des Netzes kam nicht.
lab-sheet-there = { $name } gibt es schon. Wählen Sie einen anderen Namen.
