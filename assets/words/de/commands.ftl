# Befehle: Namen und Erklärungen.

group-time = Zeit
group-run = Lauf
group-compare = Vergleichen
group-edit = Bearbeiten
group-view = 3D-Ansicht
group-select = Auswählen
group-window = Fenster
group-record = Aufnehmen

no-key = keine Taste
press-to-play = Zum Starten { $key } drücken.
command-tooltip =
    { $text }
    Taste: { $key }

# Zeit

command-toggle-play = Start / Pause
    .text = Lässt das Modell laufen oder hält es an.
command-step = Ein Schritt
    .text = Hält an und macht einen Schritt der Einheit, die neben der Schaltfläche gewählt ist.
command-step-ten = Zehn Schritte
    .text = Hält an und macht zehn Schritte der gewählten Einheit.
command-step-back = Ein Schritt zurück
    .text = Hält an und geht einen Schritt der gewählten Einheit zurück.
command-step-ten-back = Zehn Schritte zurück
    .text = Hält an und geht zehn Schritte der gewählten Einheit zurück.
command-event-before = Ereignis davor
    .text = Geht dorthin zurück, wo die letzte Phase, die letzte Darbietung, das letzte Replay oder Ihre letzte Änderung begann, oder zu Ihrer Marke.
command-event-after = Nächstes Ereignis
    .text = Geht dorthin, wo die nächste Phase, die nächste Darbietung, das nächste Replay oder Ihre nächste Änderung beginnt; am Ende des Laufs weiter bis zum nächsten, was geplant ist.
command-to-start = Zum Anfang
    .text = Zeigt den Anfang des Laufs. Alles, was danach kam, bleibt, bis Sie dort etwas ändern.
command-to-end = Zum Ende
    .text = Geht zurück zum Ende des Laufs, von wo er weitergeht.
command-run-until = Weiter bis …
    .text = Läuft so schnell wie möglich bis zu dem, was zuletzt im Menü der Zeitleiste gewählt wurde, und hält dort an.
command-back-to = Zurück …
    .text = Geht dorthin zurück, wo das zuletzt geschah, was im Menü der Zeitleiste gewählt ist, und hält dort an.
command-sleep = Schlafen lassen
    .text = Versetzt das Netz in Schlaf, wo immer es gerade ist; dieselbe Taste lässt es wieder der Szene folgen.
command-loop = Schleife
    .text = Schaltet ein oder aus, dass die Szene am Ende ihres Zeitplans von vorn beginnt.
command-slower = Langsamer
    .text = Weniger Modellzeit je Sekunde vor dem Bildschirm.
command-faster = Schneller
    .text = Mehr Modellzeit je Sekunde vor dem Bildschirm.
command-real-time = Echtzeit
    .text = Eine Sekunde Modellzeit je Sekunde vor dem Bildschirm.

# Lauf

command-restart = Neustart
    .text = Beginnt die Szene mit demselben Startwert von vorn: derselbe Lauf, bis Sie etwas ändern.
command-restart-new-seed = Neustart mit neuem Startwert
    .text = Beginnt die Szene mit einem anderen Startwert von vorn: andere Verschaltung, anderes Rauschen, dieselbe Szene.
command-reset-activity = Aktivität zurücksetzen
    .text = Macht das Netz still wie am Anfang: Membranen, Ströme, Spikes auf dem Weg, Spuren, Kurzzeitplastizität. Gelerntes, Zeit und Einstellungen bleiben.
command-reset-plasticity = Gelerntes zurücksetzen
    .text = Gibt Gewichten, Verdrahtung und gelernter Erregbarkeit ihre Werte vom Anfang zurück, samt allem, was Regeln vom Lernen behalten. Aktivität, Zeit und Einstellungen bleiben.
command-reset-controls = Alle Regler zurücksetzen
    .text = Gibt allem, was sich einstellen lässt, zurück, was die Szene hat: Neuromodulatoren, Eingang, Bemalung und Schwellen von Neuronen, Regeln mit ihren Parametern, Tempo; beendet eine Darbietung von Hand und folgt dem Zeitplan der Szene.
command-reload-scene = Szene neu öffnen
    .text = Liest die Szene noch einmal, aus ihrer Datei, wenn es eine eigene ist, und startet sie mit ihrem eigenen Startwert, wie sie geschrieben steht.
command-open-file = Datei öffnen
    .text = Öffnet eine eigene Szenendatei, nach jedem Speichern von Neuem; eine Sitzung da, wo sie verlassen wurde; oder einen exportierten Lauf aus seiner summary.json.
command-save-session = Sitzung speichern
    .text = Speichert den Lauf mit allem, was Sie getan haben, und wie er zu sehen ist, in seiner Datei oder einer, die Sie wählen: Von da geht er auf das Bit genau weiter.
command-save-session-as = Sitzung speichern unter …
    .text = Speichert die Sitzung in einer anderen Datei.
command-paste-scene = Kopierte Szene öffnen
    .text = Öffnet die Szene, deren Text in der Zwischenablage ist.
command-save-scene = Szene speichern
    .text = Speichert die Szene so, wie sie jetzt eingestellt ist, in einer Datei: mit ihrem Startwert, den Regeln und Parametern, die Sie geändert haben, und dem, was Sie einzelnen Neuronen gegeben haben.
command-export = Lauf exportieren
    .text = Wiederholt den Lauf bis jetzt, mit allem, was Sie geändert haben, und speichert Spikes, Aufzeichnungen und eine Zusammenfassung in einem Ordner.
command-lab-sheet = Versuchsprotokoll …
    .text = Speichert eine Frage, den ganzen Aufbau, das Netz und die Diagramme, wie sie zu sehen sind, und ein Ergebnis in einem Ordner.
command-copy-scene = Szene kopieren
    .text = Kopiert die Szene als Text, so wie sie jetzt eingestellt ist.
command-library = Szene öffnen
    .text = Zeigt alle Szenen: worum es in jeder geht, wie groß sie ist, und eine Suche.

# Bearbeiten

command-twin = Zwilling
    .text = Lässt dasselbe Netz von jetzt an neben sich selbst weiterlaufen, mit einem abgeschalteten Mechanismus, und sagt, wo sich beide trennen; noch einmal beendet es das.
command-show-twin = Nächste Ansicht des Zwillings
    .text = Zeigt Lauf und Zwilling nebeneinander, den Lauf allein, den Zwilling allein oder was im Zwilling anders ist.
command-undo = Rückgängig
    .text = Nimmt die letzte Änderung zurück, von jetzt an; die Zeit wird nicht zurückgedreht.
command-redo = Wiederholen
    .text = Macht die Änderung noch einmal, die zuletzt zurückgenommen wurde.
command-undo-and-rewind = Rückgängig und zurückgehen
    .text = Nimmt die letzte Änderung zurück und geht zu dem Augenblick kurz davor; was danach kam, bleibt als Zweig.
command-paint = Erregbarkeit malen
    .text = Über Neuronen ziehen, um sie leichter oder schwerer erregbar zu machen, wie mit Licht oder einem Designer-Wirkstoff.
command-poke = Anstoßen
    .text = Neuronen anklicken oder über sie ziehen, um ihnen einen kurzen Strompuls zu geben; wird die Taste gehalten, legt ihr Loslassen das Werkzeug weg.

# 3D-Ansicht

command-frame = Auswahl ins Bild
    .text = Fährt mit der Kamera zum ausgewählten Neuron, zur ausgewählten Gruppe oder zum ganzen Netz.
command-frame-all = Netz zeigen
    .text = Fährt mit der Kamera so, dass das ganze Netz zu sehen ist.
command-look-from-front = Von vorn
    .text = Dreht die Kamera vor das Netz.
command-look-from-side = Von der Seite
    .text = Dreht die Kamera an die rechte Seite des Netzes.
command-look-from-top = Von oben
    .text = Dreht die Kamera so, dass sie von oben auf das Netz blickt.
command-view-1 = Ansicht 1
    .text = Fährt mit der Kamera dorthin, wo Ansicht 1 gemerkt wurde.
command-view-2 = Ansicht 2
    .text = Fährt mit der Kamera dorthin, wo Ansicht 2 gemerkt wurde.
command-view-3 = Ansicht 3
    .text = Fährt mit der Kamera dorthin, wo Ansicht 3 gemerkt wurde.
command-view-4 = Ansicht 4
    .text = Fährt mit der Kamera dorthin, wo Ansicht 4 gemerkt wurde.
command-keep-view-1 = Ansicht 1 merken
    .text = Merkt den Stand der Kamera als Ansicht 1 dieser Szene.
command-keep-view-2 = Ansicht 2 merken
    .text = Merkt den Stand der Kamera als Ansicht 2 dieser Szene.
command-keep-view-3 = Ansicht 3 merken
    .text = Merkt den Stand der Kamera als Ansicht 3 dieser Szene.
command-keep-view-4 = Ansicht 4 merken
    .text = Merkt den Stand der Kamera als Ansicht 4 dieser Szene.
command-turntable = Drehteller
    .text = Lässt das Netz sich langsam von selbst drehen oder hält es an.
command-less-motion = Weniger Bewegung
    .text = Kein Drehen und kein Gleiten im Bild, nur Licht: wie in den Einstellungen des Systems, immer oder nie.
command-wheel = Touchpad
    .text = Zwei Finger (oder das Mausrad) drehen das Netz, verschieben es mit Umschalt und zoomen mit Strg; noch einmal, und sie zoomen nur.
command-layout = Nächste Anordnung
    .text = Stellt die Neuronen dorthin, wo die Szene sie hat, sammelt sie nach Gedächtnisspuren oder zeigt jedes als Balken vom Ruhepotential zur Schwelle.
command-synapses = Gezeichnete Synapsen
    .text = Zeichnet keine Synapsen, die des ausgewählten Neurons, dazu die 300 stärksten erregenden, oder alle.
command-shine = Licht der Spikes
    .text = Wie Spikes leuchten: als Überstrahlung, die eine Grafikkarte zeichnet, als Hof um jede Zelle, oder so, wie dieser Computer es kann.
command-select-behind = Dahinter auswählen
    .text = Wählt unter den Neuronen unter dem Mauszeiger das hinter dem ausgewählten aus, nach dem letzten wieder das erste.
command-isolate = Auswahl freistellen
    .text = Dämpft alles außer dem ausgewählten Neuron und seinen Partnern oder außer der ausgewählten Gruppe.
command-choose-colour = Farbe der Neuronen
    .text = Bestimmt, welche Variable die Farbe der Neuronen zeigt: Tippen findet sie.
command-next-colour = Nächste Variable
    .text = Färbt die Neuronen nach der nächsten Variablen der Liste.
command-previous-colour = Vorige Variable
    .text = Färbt die Neuronen nach der vorigen Variablen der Liste.
command-colour-by-shift = Nach Änderung färben
    .text = Färbt die Neuronen nach der Verschiebung ihrer Schwelle seit der letzten Marke, ohne Marke seit dem Start.
command-mark = Marke setzen
    .text = Zählt Verschiebungen der Schwelle ab jetzt.
command-replay-lens = Replay-Lupe
    .text = Lässt die Zellen jedes Replays, das im NREM-Schlaf gefunden wird, in der Reihenfolge aufleuchten, in der sie feuerten.
command-clear = Auswahl aufheben
    .text = Schließt, was offen ist, legt ein Werkzeug weg, zeigt ausgeblendete Bedienfelder, lässt ein Replay oder Neuronen los.

# Auswählen

command-select-box = Mit Rahmen auswählen
    .text = Mit dem nächsten Ziehen einen Rahmen aufziehen: wählt die Neuronen darin aus; mit Umschalt dazu, mit Strg nicht mehr.
command-select-all = Alle auswählen
    .text = Wählt alle Neuronen des Netzes aus.
command-clear-selection = Keine auswählen
    .text = Lässt alle ausgewählten Neuronen los.
command-why = Warum hat es gefeuert?
    .text = Sagt auf den Spike genau, was das ausgewählte Neuron feuern ließ und was seine Schwelle verschob; noch einmal zeigt wieder seine Werte.
command-watch = Beobachten
    .text = Heftet die Verläufe der ausgewählten Neuronen an, höchstens sechs: Das Diagramm „Neuron“ zeichnet sie, was auch ausgewählt ist; noch einmal lässt sie los.
command-unwatch-all = Keine beobachten
    .text = Lässt alle angehefteten Verläufe los.
command-follow = Folgen
    .text = Hält das ausgewählte Neuron in der Mitte, während das Bild sich dreht und näher kommt, bis es verschoben wird; noch einmal beendet es.

# Fenster

command-palette = Alles finden
    .text = Listet alle Befehle, Szenen, Variablen, Diagramme, Regeln, Parameter, Einstellungen und Kapitel des Handbuchs auf, mit einer Suche.
command-toggle-controls = Regler
    .text = Zeigt oder verbirgt die Regler links.
command-toggle-inspector = Inspektor
    .text = Zeigt oder verbirgt den Inspektor rechts.
command-toggle-plots = Diagramme
    .text = Zeigt oder verbirgt die Diagramme unten.
command-arrange-plots = Diagramme der Szene
    .text = Ordnet die Diagramme so an, wie die Szene sie hat, und schließt, was hinzugefügt wurde.
command-hide-all = Bedienfelder ausblenden
    .text = Zeigt nur noch das Netz; dieselbe Taste bringt die Bedienfelder zurück.
command-toggle-boxes = Kästen über dem Bild
    .text = Schließt Legende, Replays, Untertitel und Vereinfachungen oder öffnet sie wieder, wo Platz ist.
command-marks = Was die Zeichen bedeuten
    .text = Zeigt oder verbirgt die Liste aller Zeichen, die in der 3D-Ansicht jetzt vorkommen.
command-describe = Beschreiben
    .text = Sagt in Worten, was jetzt zu sehen ist: für Screenreader, als Bildbeschreibung oder zum Vorlesen.
command-larger-interface = Größere Schrift
    .text = Macht Schrift und Schaltflächen größer, etwa für einen Beamer.
command-smaller-interface = Kleinere Schrift
    .text = Macht Schrift und Schaltflächen kleiner.
command-usual-interface = Übliche Schriftgröße
    .text = Gibt Schrift und Schaltflächen ihre übliche Größe zurück.
command-colour-vision = Farbsehen
    .text = Zeigt das Fenster so, wie Menschen mit einer Farbsehschwäche es sehen, dann in Grau, dann, wie es ist.
command-projector = Beamer
    .text = Für einen vollen Saal: heller Grund, große Schrift, dicke Linien, wenige Regler und ein Ring, wo Sie klicken.
command-theme = Erscheinungsbild
    .text = Helle Schrift auf Dunkel, dunkle Schrift auf Hell, oder wie das System es vorgibt.
command-language = Sprache
    .text = Die Sprache des Fensters: Englisch, Deutsch, oder wie das System es vorgibt.
command-sound = Klang der Spikes
    .text = Lässt jeden Spike des ausgewählten Neurons als Klick hören und Erinnerungen, deren Zellen zusammen feuern, als Akkord; noch einmal ist es still.
command-full-screen = Vollbild
    .text = Lässt das Fenster den Bildschirm füllen oder gibt ihm seine Größe zurück.
command-frame-rate = Bildrate
    .text = Zeigt, wie viele Bilder je Sekunde gezeichnet werden und was sie begrenzt.
command-key-list = Liste der Tasten
    .text = Zeigt alle Tasten.
command-hints = Erste Hinweise
    .text = Zeigt keine Hinweise mehr darauf, was zuerst zu tun ist, oder alle noch einmal.
command-manual = Handbuch
    .text = Erklärt das Fenster, die Regeln mit ihren Gleichungen und Arbeiten, die Variablen und was das Modell weglässt.

# Aufnehmen

command-still = Bild speichern
    .text = Speichert ein Bild der 3D-Ansicht.
command-film = Film beginnen / beenden
    .text = Beginnt einen Film der 3D-Ansicht oder beendet den, der aufgenommen wird; vor dem ersten einer Sitzung werden Größe, Länge und Ort gewählt.
command-film-choices = Film und Bild …
    .text = Wählt die Größe von Filmen und Bildern sowie Bildrate, Qualität, Länge und Ort von Filmen.

# Erste Hinweise

hint-select = Klicken Sie auf ein Neuron
hint-why = Taste { $key }: warum es feuert
hint-turn = Ziehen dreht das Netz, das Mausrad zoomt
hint-hold = { $key } hält die Zeit an
hint-take-back = Bewegen Sie einen Regler; { $key } nimmt es zurück
