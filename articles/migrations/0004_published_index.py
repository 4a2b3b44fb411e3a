from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0003_document_and_recording_blocks'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='edition',
            index=models.Index(fields=['first_published_at', 'live_from', 'cancelled_at', 'article'], name='edition_published'),
        ),
    ]
